package io.sanhang.evaluation.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MerkleTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final int MOST = 300;
    private static final List<byte[]> DATA =
            IntStream.range(0, MOST).mapToObj(i -> ("leaf " + i).getBytes()).toList();
    private static final List<byte[]> LEAVES = DATA.stream().map(Merkle::leaf).toList();

    /** The eight inputs that Certificate Transparency implementations test with, and their published roots. */
    @Test
    void roots_of_the_known_eight_inputs() {
        var inputs = List.of(
                "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");
        var roots = List.of(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
        var leaves = inputs.stream().map(HEX::parseHex).map(Merkle::leaf).toList();
        for (var size = 0; size <= inputs.size(); size++) {
            assertThat(HEX.formatHex(Merkle.root(leaves.subList(0, size)))).isEqualTo(roots.get(size));
        }
    }

    @Test
    void roots_of_up_to_300_leaves_are_those_of_the_definition() {
        for (var size = 0; size <= MOST; size++) {
            assertThat(Merkle.root(LEAVES.subList(0, size)))
                    .as("%d leaves", size)
                    .isEqualTo(definition(DATA.subList(0, size)));
        }
    }

    @Test
    void every_leaf_of_every_tree_is_proved_to_be_in_it() {
        for (var size = 1; size <= MOST; size += size < 70 ? 1 : 23) {
            var leaves = LEAVES.subList(0, size);
            var root = definition(DATA.subList(0, size));
            for (var index = 0; index < size; index++) {
                var path = Merkle.inclusion(index, leaves);
                assertThat(Merkle.rootFrom(leaves.get(index), index, size, path))
                        .as("leaf %d of %d", index, size)
                        .isEqualTo(root);
            }
        }
    }

    @Test
    void a_proof_proves_no_other_leaf_and_no_other_place() {
        var size = 100;
        var root = definition(DATA.subList(0, size));
        for (var index = 0; index < size; index++) {
            var path = Merkle.inclusion(index, LEAVES.subList(0, size));
            for (var other = 0; other < size; other++) {
                if (other != index) {
                    assertThat(Merkle.rootFrom(LEAVES.get(other), index, size, path))
                            .isNotEqualTo(root);
                    assertThat(leads(LEAVES.get(index), other, size, path, root))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void a_path_that_is_cut_lengthened_or_altered_proves_nothing() {
        for (var size : List.of(2, 3, 7, 8, 9, 100)) {
            var leaves = LEAVES.subList(0, size);
            var root = definition(DATA.subList(0, size));
            for (var index = 0; index < size; index++) {
                var path = Merkle.inclusion(index, leaves);
                var cut = path.subList(0, path.size() - 1);
                assertThat(leads(leaves.get(index), index, size, cut, root)).isFalse();
                var longer = new ArrayList<>(path);
                longer.add(root);
                assertThat(leads(leaves.get(index), index, size, longer, root)).isFalse();
                var altered = new ArrayList<>(path);
                altered.set(0, Merkle.sha256(altered.get(0)));
                assertThat(leads(leaves.get(index), index, size, altered, root)).isFalse();
            }
        }
    }

    @Test
    void a_place_outside_the_tree_has_no_proof() {
        assertThatThrownBy(() -> Merkle.inclusion(3, LEAVES.subList(0, 3)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Merkle.inclusion(-1, LEAVES.subList(0, 3)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Merkle.inclusion(0, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void every_earlier_tree_is_proved_to_be_the_beginning_of_a_later_one() {
        for (var size = 1; size <= MOST; size += size < 40 ? 1 : 37) {
            var later = definition(DATA.subList(0, size));
            for (var earlier = 1; earlier <= size; earlier++) {
                var proof = Merkle.consistency(earlier, LEAVES.subList(0, size));
                assertThat(consistent(earlier, size, definition(DATA.subList(0, earlier)), later, proof))
                        .as("%d of %d", earlier, size)
                        .isTrue();
            }
        }
    }

    @Test
    void a_rewritten_beginning_is_not_proved() {
        var rewritten = new ArrayList<>(DATA.subList(0, 40));
        rewritten.set(3, new byte[] {9});
        var later = definition(DATA.subList(0, 77));
        var proof = Merkle.consistency(40, LEAVES.subList(0, 77));
        assertThat(consistent(40, 77, definition(rewritten), later, proof)).isFalse();
    }

    private static boolean leads(byte[] leaf, int index, int size, List<byte[]> path, byte[] root) {
        try {
            return Arrays.equals(Merkle.rootFrom(leaf, index, size, path), root);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** MTH of RFC 9162 §2.1.1, as it stands there. */
    private static byte[] definition(List<byte[]> entries) {
        var n = entries.size();
        if (n == 0) {
            return hash(new byte[0]);
        }
        if (n == 1) {
            return hash(new byte[] {0}, entries.get(0));
        }
        var k = 1;
        while (2 * k < n) {
            k = 2 * k;
        }
        return hash(new byte[] {1}, definition(entries.subList(0, k)), definition(entries.subList(k, n)));
    }

    private static byte[] hash(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            Arrays.stream(parts).forEach(digest::update);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Verification of RFC 9162 §2.1.4.2, step by step. */
    private static boolean consistent(int first, int second, byte[] firstHash, byte[] secondHash, List<byte[]> proof) {
        if (first == second) {
            return proof.isEmpty() && Arrays.equals(firstHash, secondHash);
        }
        var path = new ArrayList<>(proof);
        if (Integer.bitCount(first) == 1) {
            path.add(0, firstHash);
        }
        if (path.isEmpty()) {
            return false;
        }
        var fn = first - 1;
        var sn = second - 1;
        while ((fn & 1) == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        var fr = Objects.requireNonNull(path.get(0));
        var sr = fr;
        for (var c : path.subList(1, path.size())) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = hash(new byte[] {1}, c, fr);
                sr = hash(new byte[] {1}, c, sr);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                sr = hash(new byte[] {1}, sr, c);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && Arrays.equals(fr, firstHash) && Arrays.equals(sr, secondHash);
    }
}
