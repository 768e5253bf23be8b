package io.sanhang.task.roster;

import io.sanhang.task.directory.DirectoryFollower;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Party;
import java.time.Clock;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/** The unit that took over keeps contact with the enterprises. */
@Component
class RosterFollower implements DirectoryFollower {

    private final EnterpriseRepository enterprises;
    private final Clock clock;

    RosterFollower(EnterpriseRepository enterprises, Clock clock) {
        this.enterprises = enterprises;
        this.clock = clock;
    }

    @Override
    public void merged(Merger merger) {
        var into = new Party(merger.into(), merger.intoName());
        var act = Act.ofDirectory(merger.id(), merger.at());
        enterprises
                .contactedBy(merger.from())
                .forEach(one ->
                        enterprises.replace(one.say(one.profile().contactedBy(into), LocalDate.now(clock), act)));
    }
}
