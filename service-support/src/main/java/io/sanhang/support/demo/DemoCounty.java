package io.sanhang.support.demo;

/** A service's share of the demo county. Loaded once, on an empty store, and only when demo data are asked for. */
public interface DemoCounty {

    boolean isEmpty();

    void load();
}
