package io.sanhang.task.selfcheck;

import io.sanhang.task.directory.DirectoryFollower;
import io.sanhang.task.task.Act;
import io.sanhang.task.task.Party;
import java.time.Clock;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/**
 * What a unit that is no more still had to fill in is the other's to fill in, with what was begun. What it had handed in
 * stays under its name.
 */
@Component
class CheckFollower implements DirectoryFollower {

    private final CheckRepository checks;
    private final Clock clock;

    CheckFollower(CheckRepository checks, Clock clock) {
        this.checks = checks;
        this.clock = clock;
    }

    @Override
    public void merged(Merger merger) {
        checks.asking(merger.from()).forEach(round -> take(round, merger));
    }

    /** The round last: as long as it asks the old unit, it is found again. */
    private void take(CheckRound round, Merger merger) {
        var begun = checks.sheet(round.id(), merger.from());
        var sheet = begun.orElseGet(() -> CheckSheet.blank(round.id(), merger.from()));
        var over = round.state(LocalDate.now(clock)) == CheckRound.State.CLOSED;
        if (sheet.state() == CheckSheet.State.SUBMITTED || over && sheet.state() != CheckSheet.State.RETURNED) {
            return;
        }
        var act = Act.ofDirectory(merger.id(), merger.at());
        begun.ifPresent(one -> checks.move(one, one.goingOn(merger.into(), merger.note(), act)));
        checks.replace(round.askingInstead(merger.from(), new Party(merger.into(), merger.intoName())));
    }
}
