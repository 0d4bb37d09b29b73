package org.redshield.bridge.bureau;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.springframework.stereotype.Component;

/** Divisions as people write them: by code, or by name as far as one says it: 余杭区, 杭州市余杭区 and 浙江省杭州市余杭区 are one. */
@Component
@RequiredArgsConstructor
public final class Places {

    private static final int SHORTEST = 2;
    private static final String OFFICE = "市场监督管理局";

    private final Organisations organisations;
    private final Divisions divisions;
    private final InstantSource clock;

    /** The code of a division: as it was given, or of the one bureau that is called so. */
    public Optional<String> division(String text) {
        return Optional.ofNullable(divisions(Set.of(text)).get(text));
    }

    /** The same for many, which the directory is read for once. @return the codes of those that are known, by what was given */
    public Map<String, String> divisions(Collection<String> texts) {
        Map<String, String> codes = new HashMap<>();
        List<Organisation> bureaus = List.of();
        for (String text : texts) {
            if (text.isEmpty() || codes.containsKey(text)) {
                continue;
            }
            if (divisions.knows(text)) {
                codes.put(text, text);
            } else if (!Character.isDigit(text.charAt(0))) {
                bureaus = bureaus.isEmpty() ? bureaus() : bureaus;
                one(bureaus, text).ifPresent(code -> codes.put(text, code));
            }
        }
        return codes;
    }

    private List<Organisation> bureaus() {
        return organisations.all().stream()
                .filter(one -> one.kind() == Organisation.Kind.BUREAU)
                .toList();
    }

    private Optional<String> one(List<Organisation> bureaus, String text) {
        LocalDate today = ChinaTime.day(clock.instant());
        List<String> named = bureaus.stream()
                .filter(one -> one.name().equals(text) || isPlaceOf(one, text, today))
                .map(Organisation::code)
                .limit(2)
                .toList();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    /** Whether the bureau's name is that of the place, or ends with it: two characters and more, with its province or without. */
    private boolean isPlaceOf(Organisation bureau, String text, LocalDate today) {
        if (text.length() < SHORTEST) {
            return false;
        }
        if (bureau.name().endsWith(text + OFFICE)) {
            return true;
        }
        String province = bureau.level() == Organisation.Level.NATION
                ? ""
                : divisions.name(NationalTree.province(bureau.code()), today);
        return !province.isEmpty()
                && text.length() >= province.length() + SHORTEST
                && text.startsWith(province)
                && bureau.name().endsWith(text.substring(province.length()) + OFFICE);
    }

    /** What the division of a code is called today, with what lies above it, as its bureau is: 杭州市余杭区. */
    public String name(String code) {
        String bureau = divisions.knows(code) ? divisions.bureauName(code, ChinaTime.day(clock.instant())) : code;
        return bureau.endsWith(OFFICE) ? bureau.substring(0, bureau.length() - OFFICE.length()) : bureau;
    }
}
