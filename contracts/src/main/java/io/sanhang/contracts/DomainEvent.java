package io.sanhang.contracts;

/** A fact that others may act on. Implemented by records only; fields are added, never renamed or removed. */
public interface DomainEvent {}
