package org.redshield.bridge.access.password;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.audit.AuditAct;
import org.redshield.bridge.access.audit.NotOnRecord;
import org.redshield.bridge.access.audit.OnRecord;
import org.redshield.bridge.access.audit.RecordsItself;
import org.redshield.bridge.access.idempotency.SentAgain;
import org.redshield.bridge.engine.account.People;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/sign-in-step}: what a person has to do after his password, and that he does it. */
@RestController
@RequestMapping(UnfinishedSignIns.API)
@RequiredArgsConstructor
class SignInStepController {

    /** In the session, until a code of it was shown. */
    private static final String NEW_KEY = SignInStepController.class.getName();

    private final SignInSteps steps;
    private final SecondFactors factors;
    private final People people;
    private final IdentityService identity;

    /**
     * @param step what comes next: {@code TWO_PERSONS}, {@code PASSWORD}, {@code ENROLMENT} or {@code FACTOR}; missing where nothing is left
     * @param key for the person's device, in Base32; missing but for ENROLMENT, like all that follows
     * @param address the same, as such programs read it
     * @param picture the same as a QR code, the address of a picture
     */
    record Next(String user, String step, String key, String address, String picture) {}

    /**
     * @param before the password that he has shown
     * @param now the one that he gives himself
     */
    record NewPassword(String before, String now) {}

    /** @param code six digits; blanks between them do not matter */
    record Code(String code) {

        String digits() {
            return code == null ? "" : code.replaceAll("\\s", "");
        }
    }

    /** What he has to do next. */
    @NotOnRecord
    @GetMapping
    Next next(HttpServletRequest request) {
        String user = Caller.current().userId();
        HttpSession session = request.getSession(false);
        Optional<SignInStep> step = Optional.ofNullable(session).flatMap(steps::lacking);
        if (step.filter(SignInStep.ENROLMENT::equals).isEmpty()) {
            return new Next(user, step.map(SignInStep::name).orElse(null), null, null, null);
        }
        String key = Optional.ofNullable((String) session.getAttribute(NEW_KEY)).orElseGet(factors::newKey);
        session.setAttribute(NEW_KEY, key);
        return new Next(user, SignInStep.ENROLMENT.name(), key, factors.address(user, key), factors.picture(user, key));
    }

    /** Gives himself another password, by the rules for all of them; also where he need not. */
    @OnRecord(AuditAct.CONFIGURATION)
    @SentAgain(SentAgain.Way.STEPS)
    @PutMapping("/credentials")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(@RequestBody NewPassword word) {
        String user = Caller.current().userId();
        if (isBlank(word.before()) || isBlank(word.now())) {
            throw new Refusal("access.step-passwords-missing");
        }
        if (people.byPassword(user, word.before()).isEmpty()) {
            throw new Refusal("access.step-wrong-password");
        }
        if (word.before().equals(word.now())) {
            throw new Refusal("access.step-same-password");
        }
        User account = identity.createUserQuery().userId(user).singleResult();
        account.setPassword(word.now());
        identity.saveUser(account);
    }

    /** Begins a second factor by the first code of the key that he was shown in this session. */
    @RecordsItself
    @SentAgain(SentAgain.Way.STEPS)
    @PostMapping("/enrolment")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void enrol(@RequestBody Code code, HttpServletRequest request) {
        HttpSession session = due(request, SignInStep.ENROLMENT);
        String user = Caller.current().userId();
        if (!(session.getAttribute(NEW_KEY) instanceof String key) || !factors.enrol(user, key, code.digits())) {
            throw new Refusal("access.step-wrong-code");
        }
        session.removeAttribute(NEW_KEY);
        goOn(request, session, user);
    }

    /** Shows a code of his second factor. */
    @RecordsItself
    @SentAgain(SentAgain.Way.STEPS)
    @PostMapping("/factor")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void show(@RequestBody Code code, HttpServletRequest request) {
        HttpSession session = due(request, SignInStep.FACTOR);
        String user = Caller.current().userId();
        if (!factors.take(user, code.digits())) {
            throw new Refusal("access.step-wrong-code");
        }
        goOn(request, session, user);
    }

    /** Nobody enrols a factor beside the one that there is, from a session that was left open. */
    private HttpSession due(HttpServletRequest request, SignInStep step) {
        return Optional.ofNullable(request.getSession(false))
                .filter(session -> steps.lacking(session).filter(step::equals).isPresent())
                .orElseThrow(() -> new Refusal("access.step-not-due"));
    }

    /** What the cookie held until now was that of somebody who had shown a password only. */
    private void goOn(HttpServletRequest request, HttpSession session, String user) {
        steps.shown(session, user);
        request.changeSessionId();
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
