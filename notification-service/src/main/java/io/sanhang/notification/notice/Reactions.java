package io.sanhang.notification.notice;

import static io.sanhang.notification.notice.Notice.Audience.office;

import io.sanhang.contracts.DomainEvent;
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
import io.sanhang.notification.notice.Notice.Audience;
import io.sanhang.support.events.EventHandlers;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who is told of what. How it is said stands in {@code templates.properties}. */
@Configuration
class Reactions {

    @Bean
    EventHandlers toldOf(Notices notices) {
        var handlers = new EventHandlers();
        tasks(handlers, notices);
        records(handlers, notices);
        campaigns(handlers, notices);
        suggestions(handlers, notices);
        on(handlers, notices, PostHolderChanged.class, it -> and(unit(it.unitId()), office()));
        return handlers;
    }

    private static void tasks(EventHandlers handlers, Notices notices) {
        on(handlers, notices, PlanConfirmed.class, it -> Set.of(office()));
        on(handlers, notices, PlanIssued.class, it -> units(it.unitIds()));
        on(handlers, notices, TaskAssigned.class, it -> units(it.leadUnitIds(), it.responsibleUnitIds()));
        on(handlers, notices, TaskSignedFor.class, it -> Set.of(office()));
        on(handlers, notices, TaskProgressReported.class, it -> Set.of(office()));
        on(handlers, notices, TaskDifficultyRaised.class, it -> and(units(it.leadUnitIds()), office()));
        on(handlers, notices, TaskCloseOutApplied.class, it -> Set.of(office()));
        on(handlers, notices, TaskClosed.class, Reactions::closed);
        on(handlers, notices, TaskReturned.class, it -> units(it.unitIds()));
        on(handlers, notices, TaskDifficultyAnswered.class, it -> units(it.unitIds()));
        on(handlers, notices, TaskExtensionAsked.class, it -> Set.of(office()));
        on(handlers, notices, TaskExtensionDecided.class, it -> units(it.unitIds()));
        on(handlers, notices, TaskReminded.class, Reactions::reminded);
        on(handlers, notices, TaskSuspended.class, it -> units(it.unitIds()));
        on(handlers, notices, TaskResumed.class, it -> units(it.unitIds()));
        on(handlers, notices, TaskReopened.class, it -> units(it.unitIds()));
        on(handlers, notices, TaskChanged.class, it -> units(it.unitIds()));
        on(handlers, notices, TaskSplit.class, it -> units(it.unitIds()));
        on(handlers, notices, TaskMerged.class, it -> units(it.unitIds()));
        on(handlers, notices, SelfCheckDue.class, it -> units(it.unitIds()));
        on(handlers, notices, MatterChanged.class, it -> it.office() ? Set.of(office()) : units(it.unitIds()));
        on(handlers, notices, MatterClosed.class, it -> units(List.of(it.unitId())));
        on(handlers, notices, ProblemChanged.class, it -> it.office() ? Set.of(office()) : units(it.unitIds()));
    }

    private static void records(EventHandlers handlers, Notices notices) {
        on(handlers, notices, RecordDue.class, Reactions::due);
        on(handlers, notices, BulletinIssued.class, it -> units(it.unitIds()));
    }

    private static void campaigns(EventHandlers handlers, Notices notices) {
        on(handlers, notices, CampaignOpened.class, it -> and(units(it.unitIds()), office()));
        on(handlers, notices, CampaignClosed.class, it -> Set.of(office()));
        on(handlers, notices, CampaignPublished.class, it -> and(units(it.unitIds()), office()));
    }

    private static void suggestions(EventHandlers handlers, Notices notices) {
        on(handlers, notices, SuggestionReceived.class, it -> Set.of(office()));
        on(
                handlers,
                notices,
                SuggestionAccepted.class,
                it -> and(units(List.of(it.unitId())), sender(it.suggestionId(), it.contactKnown())));
        on(
                handlers,
                notices,
                SuggestionAnswered.class,
                it -> and(Set.of(office()), sender(it.suggestionId(), it.contactKnown())));
        on(handlers, notices, SuggestionRefused.class, it -> sender(it.suggestionId(), it.contactKnown()));
        on(
                handlers,
                notices,
                SuggestionAdopted.class,
                it -> and(Set.of(office()), sender(it.suggestionId(), it.contactKnown())));
        on(handlers, notices, SuggestionRated.class, it -> unitElseOffice(it.unitId()));
        on(handlers, notices, SuggestionFollowedUp.class, it -> unitElseOffice(it.unitId()));
    }

    /** Also whoever had the idea, if it came from one. Whether the sender left a number, feedback-service knows. */
    private static Collection<Audience> closed(TaskClosed it) {
        var fromIdea = "suggestion".equals(it.originKind()) && it.originId() != null;
        return and(units(it.unitIds()), fromIdea ? sender(String.valueOf(it.originId()), true) : Set.of());
    }

    /** What stays undone goes to the office too. */
    private static Collection<Audience> reminded(TaskReminded it) {
        return "escalated".equals(it.kind()) ? and(units(it.unitIds()), office()) : units(it.unitIds());
    }

    /** What was missed the office hears of too. */
    private static Collection<Audience> due(RecordDue it) {
        return "missed".equals(it.kind()) ? and(units(it.unitIds()), office()) : units(it.unitIds());
    }

    private static <E extends DomainEvent> void on(
            EventHandlers handlers, Notices notices, Class<E> type, Function<E, Collection<Audience>> concerned) {
        handlers.on(type, delivery -> notices.tell(delivery, concerned.apply(delivery.event())));
    }

    private static Collection<Audience> unit(@Nullable String unitId) {
        return unitId == null ? Set.of() : Set.of(Audience.unit(unitId));
    }

    private static Collection<Audience> unitElseOffice(@Nullable String unitId) {
        return unitId == null ? Set.of(office()) : unit(unitId);
    }

    private static Collection<Audience> sender(String suggestionId, boolean contactKnown) {
        return contactKnown ? Set.of(Audience.sender(suggestionId)) : Set.of();
    }

    @SafeVarargs
    private static Collection<Audience> units(List<String>... unitIds) {
        return Arrays.stream(unitIds)
                .flatMap(List::stream)
                .map(Audience::unit)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Collection<Audience> and(Collection<Audience> some, Audience one) {
        return and(some, Set.of(one));
    }

    private static Collection<Audience> and(Collection<Audience> some, Collection<Audience> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
