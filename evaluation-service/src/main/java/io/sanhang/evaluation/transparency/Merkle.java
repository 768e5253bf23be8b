package io.sanhang.evaluation.transparency;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** The Merkle tree of RFC 9162 §2.1 over SHA-256: roots, inclusion and consistency proofs. */
public final class Merkle {

    private Merkle() {}

    public static byte[] sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The hash of a leaf's data: SHA-256(00 || data). */
    public static byte[] leaf(byte[] data) {
        return sha256(new byte[] {0}, data);
    }

    private static byte[] node(byte[] left, byte[] right) {
        return sha256(new byte[] {1}, left, right);
    }

    /** @param leaves leaf hashes; none gives the hash of nothing */
    public static byte[] root(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return sha256();
        }
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        var split = split(leaves.size());
        return node(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
    }

    /** The audit path of a leaf, from the bottom up. */
    public static List<byte[]> inclusion(int index, List<byte[]> leaves) {
        if (index < 0 || index >= leaves.size()) {
            throw new IllegalArgumentException("no such leaf");
        }
        if (leaves.size() == 1) {
            return new ArrayList<>();
        }
        var split = split(leaves.size());
        var left = leaves.subList(0, split);
        var right = leaves.subList(split, leaves.size());
        var path = index < split ? inclusion(index, left) : inclusion(index - split, right);
        path.add(root(index < split ? right : left));
        return path;
    }

    /** The root that a leaf and its path lead to (RFC 9162 §2.1.3.2). */
    public static byte[] rootFrom(byte[] leaf, int index, int size, List<byte[]> path) {
        var node = index;
        var last = size - 1;
        var hash = leaf;
        for (var sibling : path) {
            if ((node & 1) == 1 || node == last) {
                hash = node(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = node(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        if (last != 0) {
            throw new IllegalArgumentException("path too short");
        }
        return hash;
    }

    /** Proof that the tree of the first {@code earlier} leaves is the beginning of this one (RFC 9162 §2.1.4.1). */
    public static List<byte[]> consistency(int earlier, List<byte[]> leaves) {
        return earlier == leaves.size() ? List.of() : subproof(earlier, leaves, true);
    }

    private static List<byte[]> subproof(int earlier, List<byte[]> leaves, boolean whole) {
        var size = leaves.size();
        if (earlier == size) {
            return whole ? new ArrayList<>() : new ArrayList<>(List.of(root(leaves)));
        }
        var split = split(size);
        if (earlier <= split) {
            var proof = subproof(earlier, leaves.subList(0, split), whole);
            proof.add(root(leaves.subList(split, size)));
            return proof;
        }
        var proof = subproof(earlier - split, leaves.subList(split, size), false);
        proof.add(root(leaves.subList(0, split)));
        return proof;
    }

    /** The largest power of two smaller than n. */
    private static int split(int n) {
        return Integer.highestOneBit(n - 1);
    }
}
