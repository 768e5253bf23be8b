package io.sanhang.evaluation.ballot;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The ballot box. It asks for no account and no key but the token's, and keeps nothing of the request itself. */
@RestController
class BallotController {

    private final BallotBox box;

    BallotController(BallotBox box) {
        this.box = box;
    }

    record Comment(
            @NotBlank @Size(max = 32) String salt,
            @NotBlank @Size(max = 2000) String text) {}

    record Cast(
            @NotBlank @Size(max = 600) String body,
            @NotBlank @Size(max = 600) String inputMsg,
            @NotBlank @Size(max = 1024) String tokenSig,
            @NotBlank @Size(max = 128) String ballotSig,
            @NotBlank @Size(max = 64) String commentCommit,
            @Nullable @Valid Comment comment) {}

    @PostMapping("/api/evaluation/campaigns/{id}/ballots")
    @PreAuthorize("permitAll()")
    @ResponseStatus(HttpStatus.ACCEPTED)
    BallotBox.Accepted cast(@PathVariable String id, @Valid @RequestBody Cast cast) {
        var comment = cast.comment();
        return box.accept(
                id,
                new BallotBox.Cast(
                        cast.body(),
                        cast.inputMsg(),
                        cast.tokenSig(),
                        cast.ballotSig(),
                        cast.commentCommit(),
                        comment == null ? null : new BallotBox.Comment(comment.salt(), comment.text())));
    }
}
