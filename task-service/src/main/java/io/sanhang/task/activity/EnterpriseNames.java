package io.sanhang.task.activity;

import org.jspecify.annotations.Nullable;

/** What an enterprise is called, for a record that names it. Whoever keeps the roster answers. */
public interface EnterpriseNames {

    /** Null when it is not on the roster. */
    @Nullable
    String nameOf(String enterpriseId);
}
