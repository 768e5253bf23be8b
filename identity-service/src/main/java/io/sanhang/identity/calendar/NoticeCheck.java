package io.sanhang.identity.calendar;

import io.sanhang.support.errors.Refusal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a notice line by line and says everything that is wrong with it at once; only a sound one comes out. */
final class NoticeCheck {

    private static final int FAULTS_AT_MOST = 50;

    /** @param pointer the line to blame */
    record Fault(String pointer, String message) {}

    private final int year;
    private final List<NoticeLine> sound = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

    NoticeCheck(int year) {
        this.year = year;
    }

    void unreadable(String pointer, String message) {
        faults.add(new Fault(pointer, message));
    }

    void add(NoticeLine line) {
        var wrong = wrong(line);
        if (wrong == null) {
            sound.add(line);
        } else {
            faults.add(new Fault(line.pointer(), line.called() + "：" + wrong));
        }
    }

    private @Nullable String wrong(NoticeLine line) {
        if (line.from().isAfter(line.to())) {
            return "开始日期%s在结束日期%s之后".formatted(line.from(), line.to());
        }
        if (line.from().getYear() != year || line.to().getYear() != year) {
            return "%s不在%d年内；跨年的假期请只写本年的日子".formatted(days(line), year);
        }
        var other = sound.stream().filter(line::overlaps).findFirst().orElse(null);
        return other == null ? null : clash(line, other);
    }

    private static String clash(NoticeLine line, NoticeLine other) {
        if ((line.holiday() == null) != (other.holiday() == null)) {
            return "%s既放假又上班，与%s矛盾".formatted(days(line.holiday() == null ? line : other), other.called());
        }
        return line.from().equals(other.from()) && line.to().equals(other.to())
                ? "%s与%s重复".formatted(days(line), other.called())
                : "%s与%s有重叠的日子".formatted(days(line), other.called());
    }

    private static String days(NoticeLine line) {
        LocalDate from = line.from();
        return from.equals(line.to()) ? from.toString() : from + "至" + line.to();
    }

    /** @throws Refusal {@code bad-calendar} with what is wrong, line by line */
    Notice sound() {
        if (faults.isEmpty() && sound.stream().noneMatch(line -> line.holiday() != null)) {
            unreadable("", "没有放假的日子；一年的通知至少有一段假期");
        }
        if (!faults.isEmpty()) {
            throw Refusal.invalid("bad-calendar", year, faults.size())
                    .with("errors", faults.stream().limit(FAULTS_AT_MOST).toList());
        }
        return new Notice(
                sound.stream()
                        .filter(line -> line.holiday() != null)
                        .map(line -> new Holiday(line.from(), line.to(), Objects.requireNonNull(line.holiday())))
                        .toList(),
                sound.stream()
                        .filter(line -> line.holiday() == null)
                        .map(NoticeLine::from)
                        .toList());
    }
}
