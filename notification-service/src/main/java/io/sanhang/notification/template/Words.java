package io.sanhang.notification.template;

import io.sanhang.contracts.DomainEvent;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an event says, as words for a template: each single value under its own name, dates as people read them. */
public final class Words {

    private static final int LONGEST = 200;
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private Words() {}

    /** Lists and absent values give no word. */
    public static Map<String, String> of(DomainEvent event) {
        var words = new LinkedHashMap<String, String>();
        for (var component : event.getClass().getRecordComponents()) {
            var value = valueOf(component, event);
            if (value instanceof String || value instanceof Number) {
                words.put(component.getName(), shortened(value.toString(), LONGEST));
            } else if (value instanceof LocalDate day) {
                words.put(component.getName(), chinese(day));
            } else if (value instanceof Instant moment) {
                var local = moment.atZone(SHANGHAI);
                words.put(
                        component.getName(),
                        chinese(local.toLocalDate()) + "%02d:%02d".formatted(local.getHour(), local.getMinute()));
            }
        }
        return words;
    }

    static String shortened(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }

    private static String chinese(LocalDate day) {
        return "%d年%d月%d日".formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
    }

    @SuppressWarnings("NullAway") // an absent component is simply no instance of anything
    private static Object valueOf(RecordComponent component, DomainEvent event) {
        try {
            return component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
