/** The demo county's tasks and a few weeks of their history. */
@NullMarked
package io.sanhang.task.demo;

import org.jspecify.annotations.NullMarked;
