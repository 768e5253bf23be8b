package io.sanhang.task.matter;

import io.sanhang.support.demo.DemoCounty;
import io.sanhang.support.security.Caller;
import io.sanhang.support.store.Ids;
import io.sanhang.support.time.WorkingCalendar;
import io.sanhang.task.matter.Matter.Leader;
import io.sanhang.task.matter.Matter.Leg;
import io.sanhang.task.matter.Matter.Paper;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Instructions, papers and matters of the demo county, told through their own steps, and a catalogue of limits. */
@Component
class DemoMatterDesk implements DemoCounty {

    private static final Caller OFFICE = new Caller("a-office", "督查室", Set.of("OFFICE"), "u-office", Set.of());
    private static final Caller EDU = clerk("edu", "县教育和体育局");
    private static final Caller MARKET = clerk("market", "县市场监督管理局");
    private static final Leader HEAD = new Leader("p-social", "副县长（分管社会民生）", null, Level.COUNTY_GOVERNMENT);

    private final MatterRepository matters;
    private final MatterLimits limits;
    private final WorkingCalendar calendar;
    private final MatterProperties settings;
    private final Clock clock;

    DemoMatterDesk(
            MatterRepository matters,
            MatterLimits limits,
            WorkingCalendar calendar,
            MatterProperties settings,
            Clock clock) {
        this.matters = matters;
        this.limits = limits;
        this.calendar = calendar;
        this.settings = settings;
        this.clock = clock;
    }

    private static Caller clerk(String account, String unit) {
        return new Caller("a-" + account, unit + "经办人", Set.of("DEPARTMENT"), "u-" + account, Set.of());
    }

    @Override
    public boolean isEmpty() {
        return matters.isEmpty();
    }

    @Override
    public void load() {
        limits.addIfNew(new MatterLimit("l-reply", 1, "群众来信答复", 5, "《信访工作条例》和本县规定", false));
        limits.addIfNew(new MatterLimit("l-licence", 1, "食品经营许可现场核查", 3, "县政务服务限时办结目录", false));
        limits.addIfNew(new MatterLimit("l-paper", 1, "上级来文拟办", 0, "“文不过夜”", false));
        keep(
                1,
                MatterKind.INSTRUCTION,
                "县城中小学门口交通整治情况",
                "请教体局会同交警拿出办法，群众反映多次了，要见效。",
                HEAD,
                EDU,
                7,
                2,
                (matter, act) -> matter);
        keep(
                2,
                MatterKind.INSTRUCTION,
                "农村学校冬季取暖保障",
                "请逐校核实，缺口列清单，不能让孩子挨冻。",
                HEAD,
                EDU,
                5,
                12,
                (matter, act) -> matter.askExtension(matter.deadline().dueOn().plusDays(7), "三所学校的锅炉配件还在路上", act, EDU));
        keep(3, MatterKind.PAPER, "市局关于报送特种设备检查情况的通知", "每季度末报送。", null, MARKET, 0, 0, (matter, act) -> matter);
        keep(
                4,
                MatterKind.PAPER,
                "省厅转来企业开办问题函",
                "请核实并直接答复企业。",
                null,
                MARKET,
                3,
                9,
                (matter, act) -> matter.answer("已当面答复企业，问题解决。", List.of(), day(act), act, MARKET));
        keep(
                5,
                MatterKind.SERVICE,
                "柳河镇一家餐馆的现场核查",
                null,
                null,
                MARKET,
                3,
                2,
                (matter, act) -> matter.pause("店主外出，约定回来后再核查", day(act), calendar, act, MARKET));
    }

    private interface Next {
        Matter of(Matter matter, Act act);
    }

    private static LocalDate day(Act act) {
        return LocalDate.ofInstant(act.at(), ZoneId.of("Asia/Shanghai"));
    }

    private void keep(
            int number,
            MatterKind kind,
            String title,
            @Nullable String text,
            @Nullable Leader leader,
            Caller unit,
            int workdays,
            int daysAgo,
            Next next) {
        var received = clock.instant().minus(Duration.ofDays(daysAgo)).minus(Duration.ofHours(1));
        var paper = new Paper(title, text, leader == null ? "市政府办公室" : null, leader, null, received, List.of());
        var deadline = Deadline.within(workdays, received, settings.closesAt(), calendar);
        var name = unit.name().replace("经办人", "");
        var matter = Matter.register(
                kind,
                paper,
                deadline,
                new Leg(String.valueOf(unit.unitId()), name, received, null, null),
                act(number + "/0", received, OFFICE),
                OFFICE);
        matters.open(next.of(
                matter, act(number + "/1", received.plus(Duration.ofHours(30L * Math.min(1, daysAgo))), unit)));
    }

    private static Act act(String of, Instant at, Caller by) {
        return new Act(Ids.derived("demo-matter", of), "demo", by, at);
    }
}
