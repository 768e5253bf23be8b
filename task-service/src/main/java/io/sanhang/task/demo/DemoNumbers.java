package io.sanhang.task.demo;

import io.sanhang.task.task.Act;
import io.sanhang.task.task.Scheduling;
import io.sanhang.task.task.Target;
import io.sanhang.task.task.Task;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the office measures the key tasks of the plan by, beyond the numbers that were read from it: rates that rise,
 * lists that are closed one by one, tables by township (K07 to K38). And how these numbers grow.
 */
final class DemoNumbers {

    private static final List<String> TOWNSHIPS = List.of("柳河镇", "东岗镇", "青山乡", "双泉乡", "红旗乡");

    /** A target for the clauses that have these words. */
    private record Aim(
            String words,
            Target.Kind kind,
            String name,
            String unit,
            Target.Aim aim,
            @Nullable String goal,
            @Nullable String base,
            List<String> entries) {

        static Aim rising(String words, String name, String base) {
            return new Aim(words, Target.Kind.RATE, name, "%", Target.Aim.RISE, null, base, List.of());
        }

        static Aim list(String words, String name, List<String> entries) {
            return new Aim(words, Target.Kind.LIST, name, "项", Target.Aim.AT_LEAST, null, null, entries);
        }
    }

    private static final List<Aim> AIMS = List.of(
            Aim.rising("信用贷款发放比例", "信用贷款占比", "18.6"),
            Aim.rising("参保率", "基本养老保险参保率", "91.2"),
            Aim.list(
                    "涉粮问题",
                    "巡察反馈问题",
                    List.of("储备粮轮换记录不全", "两处库点消防设施过期", "损耗核销审批滞后", "质检仪器未按期检定", "出入库视频保存不足", "租仓合同不规范")),
            Aim.list("燃气安全隐患", "燃气隐患", List.of("南街小区立管锈蚀", "兴民饭店未装报警器", "老农贸市场瓶装气混放", "东岗镇卫生院胶管超期", "柳河小学食堂阀门漏气")),
            new Aim("既有房屋安全隐患", Target.Kind.RATE, "排查覆盖率", "%", Target.Aim.AT_LEAST, "100", "0", List.of()),
            Aim.list("既有房屋安全隐患", "自建房隐患", List.of("柳河镇临街三层自建房", "东岗镇出租院落", "青山乡旧校舍", "红旗乡农家乐二层加建")),
            Aim.list("各乡镇国土空间", "乡镇规划", TOWNSHIPS),
            new Aim("大豆扩种", Target.Kind.AREA, "大豆播种面积", "万亩", Target.Aim.AT_LEAST, "2", "0", List.of()));

    private DemoNumbers() {}

    static Task aimed(Task task, LocalDate from) {
        var schedule = task.schedule();
        var targets = new ArrayList<>(schedule.targets());
        for (var aim : AIMS) {
            var known = targets.stream().anyMatch(target -> target.kind() == aim.kind());
            if (task.duty().text().contains(aim.words()) && !known) {
                targets.add(target(aim, task.id() + "-aim-" + targets.size(), from));
            }
        }
        return task.scheduled(schedule.aiming(targets));
    }

    private static Target target(Aim aim, String id, LocalDate from) {
        var entries = IntStream.range(0, aim.entries.size())
                .mapToObj(n -> new Target.Entry(id + "-" + n, aim.entries.get(n), null, null))
                .toList();
        return new Target(
                id, aim.kind, aim.name, aim.unit, aim.aim, aim.goal, aim.base, from, null, List.of(), entries, null);
    }

    /** So many hundredths of the way are done; told by the unit. */
    static Task grown(Task task, int percent, Act act) {
        var day = LocalDate.ofInstant(act.at(), ZoneId.of("Asia/Shanghai"));
        var next = task;
        for (var target : task.schedule().targets()) {
            var each = new Act(act.id() + target.id(), act.fingerprint(), act.by(), act.at());
            next = target.isList() ? closed(next, target, percent, day, each) : read(next, target, percent, day, each);
        }
        return next;
    }

    private static Task read(Task task, Target target, int percent, LocalDate day, Act act) {
        var base = new BigDecimal(target.base() == null ? "0" : target.base());
        var goal = target.goal() == null ? base.add(new BigDecimal(4)) : new BigDecimal(target.goal());
        var value = base.add(goal.subtract(base)
                .multiply(BigDecimal.valueOf(percent))
                .divide(new BigDecimal(100), target.kind() == Target.Kind.COUNT ? 0 : 1, RoundingMode.HALF_UP));
        var by = act.by();
        var reading = new Target.Reading(
                act.id(), day, value.toPlainString(), "单位统计台账", act.at(), by.name(), by.unitId(), null, null);
        return Scheduling.read(task, target.id(), reading, day, act);
    }

    private static Task closed(Task task, Target target, int percent, LocalDate day, Act act) {
        var done = target.entries().size() * percent / 100;
        var next = task;
        for (var entry : target.entries().subList(0, done)) {
            if (entry.closed() == null) {
                var each = new Act(act.id() + entry.id(), act.fingerprint(), act.by(), act.at());
                next = Scheduling.close(next, target.id(), entry.id(), "已整改到位，现场复核合格。", day, each);
            }
        }
        return next;
    }
}
