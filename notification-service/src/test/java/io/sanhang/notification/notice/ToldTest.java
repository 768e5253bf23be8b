package io.sanhang.notification.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.sanhang.contracts.DomainEvent;
import io.sanhang.contracts.EventName;
import io.sanhang.contracts.directory.PostHolderChanged;
import io.sanhang.contracts.evaluation.CampaignClosed;
import io.sanhang.contracts.evaluation.CampaignOpened;
import io.sanhang.contracts.evaluation.CampaignPublished;
import io.sanhang.contracts.feedback.SuggestionAccepted;
import io.sanhang.contracts.feedback.SuggestionAdopted;
import io.sanhang.contracts.feedback.SuggestionAnswered;
import io.sanhang.contracts.feedback.SuggestionFollowedUp;
import io.sanhang.contracts.feedback.SuggestionRated;
import io.sanhang.contracts.feedback.SuggestionReceived;
import io.sanhang.contracts.feedback.SuggestionRefused;
import io.sanhang.contracts.task.BulletinIssued;
import io.sanhang.contracts.task.MatterChanged;
import io.sanhang.contracts.task.MatterClosed;
import io.sanhang.contracts.task.PlanConfirmed;
import io.sanhang.contracts.task.PlanIssued;
import io.sanhang.contracts.task.ProblemChanged;
import io.sanhang.contracts.task.RecordDue;
import io.sanhang.contracts.task.SelfCheckDue;
import io.sanhang.contracts.task.TaskAssigned;
import io.sanhang.contracts.task.TaskChanged;
import io.sanhang.contracts.task.TaskCloseOutApplied;
import io.sanhang.contracts.task.TaskClosed;
import io.sanhang.contracts.task.TaskDifficultyAnswered;
import io.sanhang.contracts.task.TaskDifficultyRaised;
import io.sanhang.contracts.task.TaskExtensionAsked;
import io.sanhang.contracts.task.TaskExtensionDecided;
import io.sanhang.contracts.task.TaskMerged;
import io.sanhang.contracts.task.TaskProgressReported;
import io.sanhang.contracts.task.TaskReminded;
import io.sanhang.contracts.task.TaskReopened;
import io.sanhang.contracts.task.TaskResumed;
import io.sanhang.contracts.task.TaskReturned;
import io.sanhang.contracts.task.TaskSignedFor;
import io.sanhang.contracts.task.TaskSplit;
import io.sanhang.contracts.task.TaskSuspended;
import io.sanhang.notification.Neighbours;
import io.sanhang.support.events.EventHandlers;
import io.sanhang.support.store.Ids;
import io.sanhang.testing.EventSender;
import io.sanhang.testing.ServiceTest;
import io.sanhang.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** From an event on the broker to messages in the store: each way once, whatever comes twice or is down. */
@ServiceTest
class ToldTest {

    private static final Neighbours NEIGHBOURS = neighbours();
    private static final String EDU = "a-edu/INBOX";
    private static final String EDU_SMS = "a-edu/SMS";
    private static final String HEALTH = "a-health/INBOX";
    private static final String OFFICE = "a-office/INBOX";
    private static final String SENDER = "sender/SMS";

    @Autowired
    EventSender sender;

    @Autowired
    EventHandlers handlers;

    @Autowired
    Notices notices;

    @Autowired
    MongoDatabase database;

    @Autowired
    TestClock clock;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry properties) {
        properties.add("sanhang.neighbours.identity", NEIGHBOURS::url);
        properties.add("sanhang.neighbours.feedback", NEIGHBOURS::url);
        properties.add("sanhang.notification.recipients-good-for", () -> "0s");
        properties.add("sanhang.notification.mailbox.enabled", () -> true);
        properties.add("sanhang.notification.delivery.sweep-every", () -> "200ms");
        properties.add("sanhang.notification.delivery.expand-retry", () -> "1m,10m");
        properties.add("resilience4j.circuitbreaker.configs.default.minimum-number-of-calls", () -> 1_000);
    }

    private static Neighbours neighbours() {
        var neighbours = new Neighbours();
        neighbours.person("role=OFFICE", "a-office", "13900000001");
        neighbours.person("unitId=u-edu", "a-edu", "13900000003");
        neighbours.person("unitId=u-health", "a-health", "13900000004");
        neighbours.contact("s1", "13800000001");
        return neighbours;
    }

    @AfterEach
    void everybodyIsUp() {
        NEIGHBOURS.down = false;
    }

    static Stream<Arguments> everyEvent() {
        var day = LocalDate.of(2026, 9, 30);
        var edu = List.of("u-edu");
        var both = List.of("u-edu", "u-health");
        return Stream.of(
                told(new PlanConfirmed("i1", "方案", 3), OFFICE),
                told(new PlanIssued("i1", "方案", null, both), EDU, HEALTH),
                told(new TaskAssigned("t1", "任务", edu, both, day), EDU, EDU_SMS, HEALTH, "a-health/SMS"),
                told(new TaskSignedFor("t1", "任务", "u-edu", "王敏"), OFFICE),
                told(new TaskProgressReported("t1", "任务", "u-edu", "王敏"), OFFICE),
                told(new TaskDifficultyRaised("t1", "任务", "u-health", edu, "缺人"), OFFICE, EDU),
                told(new TaskCloseOutApplied("t1", "任务", "u-edu"), OFFICE),
                told(new TaskClosed("t1", "任务", edu, null, null), EDU),
                told(new TaskClosed("t1", "任务", edu, "suggestion", "s1"), EDU, SENDER),
                told(new TaskReturned("t1", "任务", edu, "材料不全"), EDU, EDU_SMS),
                told(new TaskDifficultyAnswered("t1", "任务", edu, "已协调"), EDU),
                told(new TaskExtensionAsked("t1", "任务", "u-edu", day, "汛期"), OFFICE),
                told(new TaskExtensionDecided("t1", "任务", edu, true, "已同意", day, null), EDU),
                told(new TaskReminded("t1", "任务", edu, "due", "今天到期", day), EDU, EDU_SMS),
                told(new TaskReminded("t1", "任务", edu, "escalated", "逾期", day), OFFICE, EDU, EDU_SMS),
                told(new TaskSuspended("t1", "任务", edu, "等规划"), EDU),
                told(new TaskResumed("t1", "任务", edu, null), EDU),
                told(new TaskReopened("t1", "任务", edu, "又坏了"), EDU, EDU_SMS),
                told(new TaskChanged("t1", "任务", edu, "任务内容有修改"), EDU),
                told(new TaskSplit("t1", "任务", edu, List.of("p1", "p2"), "分工"), EDU),
                told(new TaskMerged("t1", "任务", both, List.of("t2"), "「另一项」", "重复"), EDU, HEALTH),
                told(new SelfCheckDue("r1", "自查", both, day, "还没有提交，请抓紧填报"), EDU, HEALTH),
                told(new MatterChanged("m1", "批示", edu, false, "今天到期"), EDU),
                told(new MatterChanged("m1", "批示", edu, true, "已报办理结果"), OFFICE),
                told(new MatterClosed("m1", "批示", "instruction", "u-edu", "p-1", day, day, false), EDU),
                told(new ProblemChanged("x1", "问题", edu, false, "已确认解决"), EDU),
                told(new ProblemChanged("x1", "问题", edu, true, "已报整改完成，请确认"), OFFICE),
                told(due("before", day), EDU, EDU_SMS),
                told(due("missed", day), OFFICE, EDU, EDU_SMS),
                told(new BulletinIssued("b1", "通报", both), EDU, EDU_SMS, HEALTH, "a-health/SMS"),
                told(new CampaignOpened("c1", "评议", both, Instant.EPOCH), OFFICE, EDU, HEALTH),
                told(new CampaignClosed("c1", "评议", 7), OFFICE),
                told(new CampaignPublished("c1", "评议", edu), OFFICE, EDU),
                told(new SuggestionReceived("s1", "建议"), OFFICE),
                told(new SuggestionAccepted("s1", "建议", "u-edu", day, true), EDU, EDU_SMS, SENDER),
                told(new SuggestionAccepted("s1", "建议", "u-edu", day, false), EDU, EDU_SMS),
                told(new SuggestionAnswered("s1", "建议", "u-edu", true), OFFICE, SENDER),
                told(new SuggestionRefused("s1", "建议", true), SENDER),
                told(new SuggestionAdopted("s1", "建议", "t1", true), OFFICE, SENDER),
                told(new SuggestionRated("s1", "建议", "u-edu", 2), EDU),
                told(new SuggestionRated("s1", "建议", null, 2), OFFICE),
                told(new SuggestionFollowedUp("s1", "建议", "u-edu"), EDU),
                told(new SuggestionFollowedUp("s1", "建议", null), OFFICE),
                told(new PostHolderChanged("p1", "局长", "u-edu", "王敏", null), OFFICE, EDU));
    }

    private static RecordDue due(String kind, LocalDate day) {
        return new RecordDue("dispatch", "重点项目月调度", "t1", "冷链物流园", List.of("u-edu"), "2026年9月", kind, "还没有报", day);
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void each_event_reaches_those_it_concerns_once_though_it_is_delivered_three_times(
            DomainEvent event, Set<String> concerned) {
        clock.advance(Duration.ofHours(1));
        var delivery = Ids.random();
        for (var i = 0; i < 3; i++) {
            sender.send(delivery, event);
        }
        awaitTold(delivery);
        var last = Ids.random();
        sender.send(last, new PlanConfirmed("last", "之后的另一件", 1));
        awaitTold(last);
        await(() -> messages(delivery, event).stream()
                .noneMatch(it -> it.getString("state").equals("PENDING")));
        assertThat(messages(delivery, event)).extracting(ToldTest::whom).containsExactlyInAnyOrderElementsOf(concerned);
        assertThat(messages(delivery, event))
                .extracting(it -> it.getString("state"))
                .containsOnly("SENT");
    }

    @Test
    void no_event_is_left_out() {
        var tested =
                everyEvent().map(each -> each.get()[0].getClass()).distinct().count();
        assertThat(handlers.names()).isNotEmpty().hasSize((int) tested);
    }

    @Test
    void while_identity_is_down_nothing_is_lost() {
        NEIGHBOURS.down = true;
        var delivery = Ids.random();
        var event = new TaskReturned("t9", "名录停了也不丢", List.of("u-edu"), "材料不全");
        sender.send(delivery, event);
        await(() -> notice(delivery) != null
                && notice(delivery).getInteger("attempts") == 1
                && notice(delivery).getString("problem") != null);
        assertThat(notice(delivery).getString("problem")).isEqualTo("directory-unavailable");
        assertThat(messages(delivery, event)).isEmpty();

        NEIGHBOURS.down = false;
        clock.advance(Duration.ofSeconds(61));
        awaitTold(delivery);
        await(() -> messages(delivery, event).size() == 2);
    }

    @Test
    void when_the_ladder_is_used_up_the_notice_stays_for_a_person_to_see() {
        NEIGHBOURS.down = true;
        var delivery = Ids.random();
        sender.send(delivery, new TaskReturned("t8", "一直不通", List.of("u-edu"), "材料不全"));
        for (var attempts = 1; attempts <= 3; attempts++) {
            var so = attempts;
            await(() -> notice(delivery) != null
                    && notice(delivery).getInteger("attempts") == so
                    && notice(delivery).getString("problem") != null
                    && !leased(delivery));
            clock.advance(Duration.ofMinutes(11));
        }
        assertThat(notice(delivery).getString("state")).isEqualTo("GIVEN_UP");
    }

    @Test
    void many_tasks_at_once_are_one_text_message_but_all_are_in_the_inbox() {
        clock.advance(Duration.ofHours(1));
        NEIGHBOURS.person("unitId=u-many", "a-many", "13900000099");
        // One half-hour on the sender's clock, which the test cannot set: two windows at most.
        for (var i = 0; i < 20; i++) {
            sender.send(new TaskAssigned("many-" + i, "任务" + i, List.of("u-many"), List.of(), null));
        }
        var inbox = new Document("to.accountId", "a-many").append("channel", "INBOX");
        await(() -> database.getCollection("messages").countDocuments(inbox) == 20);
        assertThat(database.getCollection("messages")
                        .countDocuments(new Document("to.accountId", "a-many").append("channel", "SMS")))
                .isBetween(1L, 2L);
    }

    @Test
    void a_sender_who_left_no_number_is_not_written_to() {
        var delivery = Ids.random();
        sender.send(delivery, new TaskClosed("t1", "任务", List.of(), "suggestion", "s-unknown"));
        var id = Ids.derived(Ids.derived("notice", delivery), "s-unknown", "sender");
        var message = new Document("_id", id).append("state", "FAILED").append("problem", "no-contact");
        await(() -> database.getCollection("messages").countDocuments(message) == 1);
    }

    @Test
    void no_phone_number_lies_in_the_store_in_clear() {
        var delivery = Ids.random();
        var event = new SuggestionAccepted("s1", "号码不落地", "u-edu", LocalDate.of(2026, 9, 30), true);
        sender.send(delivery, event);
        awaitTold(delivery);
        await(() -> messages(delivery, event).stream()
                .noneMatch(it -> it.getString("state").equals("PENDING")));
        for (var collection : database.listCollectionNames()) {
            for (var document : database.getCollection(collection).find()) {
                assertThat(document.toJson()).doesNotContainPattern("1[38][89]0000000\\d");
            }
        }
    }

    private static Arguments told(DomainEvent event, String... concerned) {
        return Arguments.of(event, Set.of(concerned));
    }

    private Document notice(String delivery) {
        return database.getCollection("notices")
                .find(new Document("_id", Ids.derived("notice", delivery)))
                .first();
    }

    private boolean leased(String delivery) {
        var notice = notice(delivery);
        return notice.getString("state").equals("WAITING")
                && notice.getDate("dueAt").toInstant().equals(clock.instant().plus(Duration.ofMinutes(1)))
                && notice.getInteger("attempts") > 1;
    }

    private void awaitTold(String delivery) {
        await(() ->
                notice(delivery) != null && notice(delivery).getString("state").equals("TOLD"));
    }

    /** The messages that came of one delivery, by the ids they must have. */
    private List<Document> messages(String delivery, DomainEvent event) {
        var notice = Ids.derived("notice", delivery);
        var ids = new ArrayList<String>();
        for (var account : List.of("a-office", "a-edu", "a-health")) {
            ids.add(Ids.derived(notice, account, "inbox"));
            ids.add(Ids.derived(notice, account, "sms"));
            if ((event instanceof TaskAssigned || event instanceof TaskReminded || event instanceof RecordDue)
                    && notice(delivery) != null) {
                var window = notice(delivery).getDate("at").toInstant().getEpochSecond() / 1800;
                ids.add(Ids.derived(
                        event.getClass().getAnnotation(EventName.class).value(),
                        account,
                        "sms",
                        String.valueOf(window)));
            }
        }
        ids.add(Ids.derived(notice, "s1", "sender"));
        return database.getCollection("messages")
                .find(new Document("_id", new Document("$in", ids)))
                .into(new ArrayList<>());
    }

    private static String whom(Document message) {
        var to = message.get("to", Document.class);
        return (to.getString("accountId") == null ? "sender" : to.getString("accountId")) + "/"
                + message.getString("channel");
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(condition);
    }
}
