package io.sanhang.support.store;

/** What a stored record says of itself. The version counts its writes and starts at 1. */
public interface Stored {
    String id();

    long version();
}
