package io.sanhang.identity.directory;

import io.sanhang.contracts.directory.UnitMerged;
import io.sanhang.identity.account.Accounts;
import io.sanhang.support.events.Delivery;
import io.sanhang.support.events.EventHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * What belonged to a unit goes to the one that took over: posts with their holders, accounts, what leaders lead, and the
 * duty map. Each step finds nothing left to do the second time, so a delivery that broke off is simply taken again.
 */
@Component
class UnitMergers {

    private final Directory directory;
    private final Accounts accounts;
    private final DutyService duties;

    UnitMergers(Directory directory, Accounts accounts, DutyService duties) {
        this.directory = directory;
        this.accounts = accounts;
        this.duties = duties;
    }

    void on(Delivery<UnitMerged> delivery) {
        var from = delivery.event().unitId();
        var to = delivery.event().intoUnitId();
        // A unit has one head; the second one's post stays, as another post of the unit.
        var headed = directory.posts(to).stream().anyMatch(Post::headsUnit);
        directory.posts(from).forEach(post -> directory.replace(post.in(to, post.headsUnit() && !headed)));
        directory.leading(from).forEach(post -> directory.replace(post.leadingInstead(from, to)));
        accounts.moveAll(from, to);
        duties.moveAll(from, to);
    }

    /** What this service listens to. */
    @Configuration(proxyBeanMethods = false)
    static class Reactions {
        @Bean
        EventHandlers identityReactions(UnitMergers mergers) {
            return new EventHandlers().on(UnitMerged.class, mergers::on);
        }
    }
}
