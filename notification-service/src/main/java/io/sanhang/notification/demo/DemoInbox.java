package io.sanhang.notification.demo;

import io.sanhang.notification.message.Message;
import io.sanhang.notification.message.Message.Content;
import io.sanhang.notification.message.MessageRepository;
import io.sanhang.support.demo.DemoCounty;
import io.sanhang.support.store.Ids;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** A few days of inbox for the staff of Qinghe county. */
@Component
@ConditionalOnProperty("sanhang.demo.enabled")
class DemoInbox implements DemoCounty {

    private record Told(String username, int hoursAgo, String title, String text, String link) {}

    private static final List<Told> TOLD = List.of(
            new Told("office", 20, "收到一件新建议", "收到「人民路人行道地砖松动」，请在3个工作日内决定由谁办理。", "/desk/ideas"),
            new Told("office", 47, "收到一件新建议", "收到「老楼加装电梯找哪个部门」，请在3个工作日内决定由谁办理。", "/desk/ideas"),
            new Told("office", 75, "评议已经开始", "下半年“万人评作风”已经开始，请做好宣传，不得打听、引导或者代评。", "/desk/campaigns"),
            new Told("office", 460, "提交人补充了内容", "「东岗镇中学路路灯坏了半个月」的提交人补充了内容，请督促承办单位。", "/desk/ideas"),
            new Told("edu", 75, "评议已经开始", "下半年“万人评作风”已经开始。评议匿名进行，任何单位不得打听、引导或者代评。", "/desk"),
            new Told("edu", 770, "答复收到评价", "「放学时段借用广场停车位」的答复收到评价：5分（满分5分）。", "/desk/ideas"),
            new Told("health", 75, "评议已经开始", "下半年“万人评作风”已经开始。评议匿名进行，任何单位不得打听、引导或者代评。", "/desk"),
            new Told("health", 650, "答复收到评价", "「老年人体检怎么预约」的答复收到评价：5分（满分5分）。", "/desk/ideas"),
            new Told("hr", 75, "评议已经开始", "下半年“万人评作风”已经开始。评议匿名进行，任何单位不得打听、引导或者代评。", "/desk"),
            new Told("hr", 146, "有一件建议转交您单位", "「把招聘会开到乡镇大集上」转交您单位办理，请按时答复。", "/desk/ideas"),
            new Told("env", 360, "一件建议被采纳", "「给新开办企业配一名帮办员」被采纳，已经立项，由您单位牵头。", "/desk/ideas"),
            new Told("market", 625, "一件建议被采纳", "「食品小作坊许可能不能一次办完」被采纳，已经立项，由您单位牵头。", "/desk/ideas"),
            new Told("leader", 75, "评议已经开始", "下半年“万人评作风”已经开始，结果公布后会通知您。", "/desk"));

    private final MessageRepository messages;
    private final Clock clock;

    DemoInbox(MessageRepository messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    @Override
    public boolean isEmpty() {
        return messages.isEmpty();
    }

    @Override
    public void load() {
        for (var i = 0; i < TOLD.size(); i++) {
            var told = TOLD.get(i);
            messages.insertNew(Message.inbox(
                    Ids.derived("demo-inbox", String.valueOf(i)),
                    "a-" + told.username(),
                    new Content(told.title(), told.text(), false, told.link()),
                    clock.instant().minus(Duration.ofHours(told.hoursAgo()))));
        }
    }
}
