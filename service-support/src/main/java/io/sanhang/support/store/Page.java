package io.sanhang.support.store;

import java.util.List;
import java.util.function.Function;

/** One page of a longer list. Pages count from 0. */
public record Page<T>(List<T> items, long total, int page, int size) {

    public <R> Page<R> map(Function<T, R> as) {
        return new Page<>(items.stream().map(as).toList(), total, page, size);
    }
}
