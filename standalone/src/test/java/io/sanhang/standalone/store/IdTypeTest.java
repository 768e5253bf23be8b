package io.sanhang.standalone.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.ObjectDataType;
import org.junit.jupiter.api.Test;

class IdTypeTest {

    private static final List<Object> IDS = List.of("", "a", "清河县", "\uD83D\uDE00", "x".repeat(300), 7, 7L, 0.5);

    @Test
    void ids_of_an_earlier_store_are_read_like_our_own() {
        var buffer = new WriteBuffer();
        var before = new ObjectDataType();
        for (var id : IDS) {
            before.write(buffer, id);
            IdType.INSTANCE.write(buffer, id);
        }
        var written = buffer.getBuffer().flip();
        for (var id : IDS) {
            assertThat(IdType.INSTANCE.read(written)).isEqualTo(id);
            assertThat(IdType.INSTANCE.read(written)).isEqualTo(id);
        }
        assertThat(written.hasRemaining()).isFalse();
    }

    @Test
    void their_order_is_the_same() {
        var before = new ObjectDataType();
        for (var one : IDS) {
            for (var other : IDS) {
                assertThat(Integer.signum(IdType.INSTANCE.compare(one, other)))
                        .isEqualTo(Integer.signum(before.compare(one, other)));
            }
        }
    }
}
