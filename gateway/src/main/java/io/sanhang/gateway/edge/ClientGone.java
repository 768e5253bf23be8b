package io.sanhang.gateway.edge;

/** The client went away in the middle of its request. No service is to blame. */
public final class ClientGone extends RuntimeException {

    public ClientGone(Throwable cause) {
        super("client gone", cause, false, false);
    }
}
