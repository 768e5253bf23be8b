package io.sanhang.contracts.directory;

import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;

/** A unit is no more; another one has taken over its posts and what it has to do. */
@EventName("directory.unit-merged.v1")
public record UnitMerged(String unitId, String unitName, String intoUnitId, String intoUnitName)
        implements DomainEvent {}
