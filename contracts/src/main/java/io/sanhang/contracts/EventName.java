package io.sanhang.contracts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name under which an event travels: {@code <module>.<fact-in-the-past-tense>.v<n>}. It is the routing key on the
 * topic exchange. A change that old consumers cannot read is a new event with the next number.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EventName {
    String value();
}
