package io.sanhang.task.problem;

import io.sanhang.support.security.Caller;
import io.sanhang.task.file.FileAudience;
import org.springframework.stereotype.Component;

/** Evidence of a resolution is seen by whoever sees the problem. */
@Component
class ProblemFiles implements FileAudience {

    private final ProblemRepository problems;

    ProblemFiles(ProblemRepository problems) {
        this.problems = problems;
    }

    /** The directory is asked for files of problems only. */
    @Override
    public boolean maySee(String fileId, Caller caller) {
        return problems.shows(fileId) && problems.shows(fileId, new Member(caller));
    }
}
