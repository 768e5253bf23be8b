package io.sanhang.task.selfcheck;

import io.sanhang.support.demo.DemoCounty;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Ids;
import io.sanhang.task.dictionary.Dictionaries;
import io.sanhang.task.selfcheck.CheckSheet.Answer;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Party;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Two self-checks of the demo county: one closed, one open; a unit that got better, some that have not handed in. */
@Component
class DemoSelfChecks implements DemoCounty {

    private static final Caller OFFICE = new Caller("a-office", "督查室", Set.of("OFFICE"), "u-office", Set.of());

    private static final Map<String, String> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("u-edu", "县教育和体育局");
        UNITS.put("u-health", "县卫生健康局");
        UNITS.put("u-hr", "县人力资源和社会保障局");
        UNITS.put("u-env", "县营商环境局");
        UNITS.put("u-market", "县市场监督管理局");
        UNITS.put("u-t1", "柳河镇");
    }

    private final CheckRepository checks;
    private final FormRepository forms;
    private final Dictionaries dictionaries;
    private final Clock clock;

    DemoSelfChecks(CheckRepository checks, FormRepository forms, Dictionaries dictionaries, Clock clock) {
        this.checks = checks;
        this.forms = forms;
        this.dictionaries = dictionaries;
        this.clock = clock;
    }

    /** The open round is kept last. */
    @Override
    public boolean isEmpty() {
        return checks.find("demo-open").isEmpty();
    }

    /** Refused, and tried again, until the dictionaries are filled. */
    @Override
    public void load() {
        var before = round("demo-closed", "第一轮自查", 60, 40);
        UNITS.keySet().forEach(unit -> handIn(before, unit, 45, Judgement.NOT_YET));
        checks.open(before);
        var now = round("demo-open", "第二轮自查", 5, -10);
        handIn(now, "u-edu", 2, Judgement.PARTLY);
        handIn(now, "u-t1", 1, Judgement.NOT_YET);
        var env = handIn(now, "u-env", 2, Judgement.DONE);
        if (env.state() == CheckSheet.State.SUBMITTED) {
            checks.keep(env.returned("六答写得太笼统，请写到人、写到日子。", act(env.id(), OFFICE, 1)));
        }
        checks.open(now);
    }

    private CheckRound round(String id, String title, int openedAgo, int closesAgo) {
        var form = forms.get(CheckForm.SIX);
        return CheckRound.opened(
                id,
                title,
                form,
                form.parts(dictionaries::get),
                day(openedAgo),
                day(closesAgo),
                UNITS.entrySet().stream()
                        .map(unit -> new Party(unit.getKey(), unit.getValue()))
                        .toList(),
                act(id, OFFICE, openedAgo),
                day(openedAgo));
    }

    /** Nothing is done twice when loading starts over. */
    private CheckSheet handIn(CheckRound round, String unit, int daysAgo, Judgement weakest) {
        var there = checks.sheet(round.id(), unit, OFFICE);
        if (there.version() > 0) {
            return there;
        }
        var clerk = new Caller("a-" + unit.substring(2), UNITS.get(unit) + "经办人", Set.of("DEPARTMENT"), unit, Set.of());
        var sheet =
                there.submitted(answers(round, weakest), round, act(round.id() + unit, clerk, daysAgo), day(daysAgo));
        checks.keep(sheet);
        return sheet;
    }

    /** Every third point is the weak one; the others are partly done, or done. */
    private static List<Answer> answers(CheckRound round, Judgement weakest) {
        var answers = new ArrayList<Answer>();
        for (var part : round.parts()) {
            for (var i = 0; i < part.points().size(); i++) {
                var judgement = i % 3 == 0 ? weakest : i % 3 == 1 ? Judgement.PARTLY : Judgement.DONE;
                var code = part.points().get(i).code();
                answers.add(
                        part.judged()
                                ? new Answer(code, judgement, judgement == Judgement.DONE ? null : "有的科室还是等安排，主动上门少。")
                                : new Answer(code, null, "已在班子会上查摆，责任到科室，月底前拿出办法。"));
            }
        }
        return answers;
    }

    private LocalDate day(int daysAgo) {
        return LocalDate.now(clock).minusDays(daysAgo);
    }

    private Act act(String id, Caller by, int daysAgo) {
        return new Act(
                Ids.derived("demo-check", id, by.id()), id, by, clock.instant().minus(Duration.ofDays(daysAgo)));
    }
}
