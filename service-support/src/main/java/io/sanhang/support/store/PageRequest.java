package io.sanhang.support.store;

/** Which page is wanted: {@code ?page=0&size=20}; at most 200 rows a page. */
public record PageRequest(int page, int size) {

    private static final int LARGEST = 200;
    private static final int LAST_PAGE = 1_000_000;

    public PageRequest {
        page = Math.max(0, Math.min(page, LAST_PAGE));
        size = Math.max(1, Math.min(size, LARGEST));
    }
}
