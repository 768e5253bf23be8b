/** What raters wrote beside their answers: moderated, read by the rated unit, answered without knowing to whom (A095). */
@NullMarked
package io.sanhang.evaluation.comment;

import org.jspecify.annotations.NullMarked;
