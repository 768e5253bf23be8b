package io.sanhang.support.security;

/** The token with which this service asks its neighbours. */
public interface ServiceToken {
    String value();
}
