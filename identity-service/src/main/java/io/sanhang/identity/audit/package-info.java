/** What was changed in the directory and in accounts, by whom and when. */
@NullMarked
package io.sanhang.identity.audit;

import org.jspecify.annotations.NullMarked;
