package org.redshield.bridge.access.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Tenants.Tenant;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The mapping of a provider's claims to roles and organisations, and where one may go after the sign-in. */
class ClaimsTest {

    private static final List<Tenant> CONNECTED = List.of(
            new Tenant("310105", "长宁区市场监督管理局", false),
            new Tenant("330110", "余杭区市场监督管理局", false),
            new Tenant("taobao", "淘宝网", true));

    private final Claims claims = new Claims(
            settings(Map.of(
                    "bridge.sign-in.role-names[办案人员]", "officer", "bridge.sign-in.second-factor-levels", "loa2")),
            CONNECTED);

    private static SignInSettings settings(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("bridge.sign-in", SignInSettings.class);
    }

    private static Map<String, Object> of(Object organisation, Object roles) {
        Map<String, Object> told = new HashMap<>();
        told.put("preferred_username", "li.ming");
        told.put("organisation", organisation);
        told.put("roles", roles);
        return told;
    }

    @Test
    void rolesAreOursOrTranslatedAndOrganisationsByTheirCode() {
        assertThat(claims.rights(of("310105", List.of("办案人员", "reviewer"))))
                .isEqualTo(new Rights("li.ming", Set.of("officer", "reviewer"), Set.of("310105")));
        assertThat(claims.rights(of(List.of("taobao"), "liaison")))
                .isEqualTo(new Rights("li.ming", Set.of("liaison"), Set.of("taobao")));
    }

    @Test
    void allOrganisationsAreForRolesThatAreOneForTheWholeInstallation() {
        assertThat(claims.rights(of("*", List.of("operator"))).tenants())
                .containsExactlyInAnyOrder("310105", "330110", "taobao");
        refused(of("*", List.of("operator", "officer")), "access.unknown-organisation");
    }

    @Test
    void whoHasNoRoleAnyMoreIsSomebodyWithoutRights() {
        assertThat(claims.rights(of("310105", List.of()))).isEqualTo(new Rights("li.ming", Set.of(), Set.of()));
    }

    static Stream<Arguments> whatIsRefused() {
        return Stream.of(
                Arguments.of("310105", List.of("officer", "default-roles-scjg"), "access.unknown-role"),
                Arguments.of("310105", List.of("camunda-admin"), "access.unknown-role"),
                Arguments.of("310999", List.of("officer"), "access.unknown-organisation"),
                Arguments.of(List.of("310105", "310999"), List.of("officer"), "access.unknown-organisation"),
                Arguments.of("310105", List.of("liaison"), "access.role-elsewhere"),
                Arguments.of("taobao", List.of("officer"), "access.role-elsewhere"),
                Arguments.of("*", List.of("auditor", "securityAdmin"), "access.duties-apart"),
                Arguments.of("*", List.of("operator", "accountAdmin"), "access.duties-apart"),
                Arguments.of("310105", List.of("officer", "auditor"), "access.duties-apart"),
                Arguments.of(null, List.of("officer"), "access.organisation-not-told"),
                Arguments.of("", List.of("officer"), "access.organisation-not-told"),
                Arguments.of("310105", null, "access.roles-not-told"));
    }

    @ParameterizedTest
    @MethodSource
    void whatIsRefused(Object organisation, Object roles, String code) {
        refused(of(organisation, roles), code);
    }

    @Test
    void withoutANameNobodyIsMeant() {
        Map<String, Object> told = of("310105", "officer");
        told.put("preferred_username", " ");
        refused(told, "access.account-not-told");
    }

    @Test
    void headsAndOperatorsNeedASecondFactor() {
        for (String role : List.of("unitHead", "bureauHead", "chiefHead", "operator")) {
            Map<String, Object> told = of("310105", role);
            Rights rights = claims.rights(told);
            assertThatThrownBy(() -> claims.requireSecondFactor(rights, told))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("第二种身份凭证");
            told.put("amr", List.of("pwd"));
            told.put("acr", "1");
            assertThatThrownBy(() -> claims.requireSecondFactor(rights, told)).isInstanceOf(Refusal.class);
            told.put("amr", List.of("pwd", "otp"));
            claims.requireSecondFactor(rights, told);
            told.remove("amr");
            told.put("acr", "loa2");
            claims.requireSecondFactor(rights, told);
        }
        claims.requireSecondFactor(claims.rights(of("310105", "officer")), of("310105", "officer"));
    }

    private void refused(Map<String, Object> told, String code) {
        assertThatThrownBy(() -> claims.rights(told))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource({
        "/camunda/app/tasklist/default/#/?task=4711, true",
        "/camunda/app/cockpit/default/, true",
        "/cases/310105-2026-000123?tab=letters, true",
        "/signed-in, true",
        "https://evil.example/, false",
        "//evil.example/camunda/app/tasklist/, false",
        "/\\evil.example/camunda/app/tasklist/, false",
        "/camunda/app/../../../evil, false",
        "/camunda/app/tasklist/\\evil, false",
        "/camunda/app/tasklist/%0d%0aSet-Cookie:x=1, true",
        "/signed-in/../evil, false",
        "/sign-out, false",
        "javascript:alert(1), false",
        ", false"
    })
    void afterwardsOneGoesToAPageOfOursOnly(String to, boolean goesThere) {
        assertThat(SignInController.within(to, "")).isEqualTo(goesThere ? to : SignInController.START);
        assertThat(SignInController.within(to, "/bridge"))
                .as("under another path")
                .isEqualTo("/bridge" + SignInController.START);
    }

    @Test
    void theSettingsAreRightOrRefused() {
        assertThat(settings(Map.of()).byProvider()).isFalse();
        assertThat(settings(Map.of("bridge.sign-in.issuer", " ")).byProvider()).isFalse();
        refusesToBegin(Map.of("bridge.sign-in.refresh-after", "61s"), "60 s");
        refusesToBegin(Map.of("bridge.sign-in.role-names.chief", "camunda-admin"), "camunda-admin");
    }

    private static void refusesToBegin(Map<String, String> values, String why) {
        assertThatThrownBy(() -> settings(values)).rootCause().hasMessageContaining(why);
    }
}
