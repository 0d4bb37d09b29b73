package org.redshield.bridge.engine;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.engine.duty.Head;

/**
 * What a feature does with its forms, as a table: form and decision → use case. What is not in the table is refused, also
 * where a modeler's form offers it: no decision ever falls into another one's place.
 */
public final class UseCases {

    /** Takes one submitted form into the feature's own tables, or refuses it. */
    @FunctionalInterface
    public interface UseCase {

        /**
         * @throws org.redshield.bridge.Refusal when it cannot be accepted: everything is rolled back and the officer keeps
         *     the filled form
         */
        void accept(FormSubmission submission);
    }

    /** What somebody of an organisation does about the subject of a form. */
    @FunctionalInterface
    public interface Deed {

        void by(String subject, String tenant, String user);
    }

    /** The same, with one field of the form: a reason, a note. */
    @FunctionalInterface
    public interface WordedDeed {

        void by(String subject, String tenant, String user, Optional<String> words);
    }

    /** The same, with the fields that a record names. */
    @FunctionalInterface
    public interface FilledDeed<R extends Record> {
        void by(String subject, String tenant, String user, R fields);
    }

    /** The same, which says what the process has to know. */
    @FunctionalInterface
    public interface AnsweringDeed<R extends Record, T> {
        T by(String subject, String tenant, String user, R fields);
    }

    /** The usual use case of a form without fields that mean something. */
    public static UseCase doing(Deed deed) {
        return form -> deed.by(form.subject(), form.tenant(), form.user());
    }

    /** The usual use case of a form with one field. */
    public static UseCase doing(WordedDeed deed, String field) {
        return form -> deed.by(form.subject(), form.tenant(), form.user(), form.text(field));
    }

    /** The usual use case of a form with several, see {@link FormSubmission#as(Class)}. */
    public static <R extends Record> UseCase doing(FilledDeed<R> deed, Class<R> fields) {
        return form -> deed.by(form.subject(), form.tenant(), form.user(), form.as(fields));
    }

    /** The same, with its answer in a variable. */
    public static <R extends Record, T> UseCase setting(
            Variable<T> variable, AnsweringDeed<R, T> deed, Class<R> fields) {
        return form -> form.set(variable, deed.by(form.subject(), form.tenant(), form.user(), form.as(fields)));
    }

    /** Makes what a form decides about, as it would go out now; empty while there is nothing to show. */
    @FunctionalInterface
    public interface Pending {

        Optional<? extends Outgoing> of(String subject, String tenant);
    }

    /** User ids of all who had a hand in what a form decides about; none where there is nothing yet. */
    @FunctionalInterface
    public interface Hands {

        Collection<String> of(String subject, String tenant);
    }

    /**
     * As what the content that a form decides about counts in the table of approvals, where that takes a higher head than the form
     * itself; none where it does not.
     */
    @FunctionalInterface
    public interface Weights {
        Collection<String> of(String subject, String tenant);
    }

    /** The part of the table that belongs to one form. */
    public static final class Form {

        private final String name;
        private final Map<String, UseCase> byDecision = new LinkedHashMap<>();
        private UseCase undecided;
        private Set<String> groups = Set.of();
        private boolean noWay;
        private Set<String> agreements = Set.of("approve");
        private final Map<String, List<String>> told = new HashMap<>();
        private Pending pending = (subject, tenant) -> Optional.empty();
        private Pending content = (subject, tenant) -> Optional.empty();
        private Hands hands = (subject, tenant) -> List.of();
        private Weights weights = (subject, tenant) -> List.of();

        private Form(String name) {
            this.name = name;
        }

        /** What happens when the form's field {@code decision} has that value. */
        public Form on(String decision, UseCase useCase) {
            if (byDecision.put(decision, useCase) != null) {
                throw new IllegalArgumentException("Form " + name + " has two use cases for " + decision);
            }
            return this;
        }

        /** What happens when the form is submitted; it asks for no decision, and takes none. */
        public Form always(UseCase useCase) {
            undecided = useCase;
            return this;
        }

        /**
         * Whoever the model gives the task to: only a head of this rank or a higher one may decide here. A model can be
         * stricter, never milder.
         *
         * @param least group of the lowest head that may: {@code unitHead}, {@code bureauHead} or {@code chiefHead}
         */
        public Form onlyByHeadsFrom(String least) {
            groups = Head.of(least)
                    .orElseThrow(() -> new IllegalArgumentException(least + " is no group of heads"))
                    .andHigher();
            return this;
        }

        /** Who had a hand in what is decided here, so that a task that nobody left could decide goes to the next level at once. */
        public Form preparedBy(Hands whose) {
            hands = whose;
            return this;
        }

        public Hands hands() {
            return hands;
        }

        /**
         * Who decides goes by the content: the task is offered to the head whom the table of approvals names for it, and refused
         * to a lower one.
         */
        public Form weighed(Weights how) {
            weights = how;
            return this;
        }

        public Weights weights() {
            return weights;
        }

        /** The decision is what a letter or the record says, not a way through the model: no gateway reads it. */
        public Form decidesNoWay() {
            noWay = true;
            return this;
        }

        /** The decisions by which the letter goes out that the form {@link #decidesAbout}; unless said, {@code approve}. */
        public Form sendsOn(String... decisions) {
            agreements = Set.of(decisions);
            return this;
        }

        public Set<String> agreements() {
            return agreements;
        }

        /** The letter that whoever fills in the form decides about; it is shown beside the form as it will be sent. */
        public Form decidesAbout(Pending letter) {
            pending = letter;
            return this;
        }

        public Pending pending() {
            return pending;
        }

        /** The same of what takes effect without a letter: a call to a platform, an entry. */
        public Form decidesUpon(Pending what) {
            content = what;
            return this;
        }

        public Pending content() {
            return content;
        }

        /**
         * What is typed in the fields goes out with that decision as it stands, in a letter that cannot be drafted before: what
         * a letter cannot show is refused in the form.
         */
        public Form tells(String decision, String... fields) {
            told.put(decision, List.of(fields));
            return this;
        }

        /** Keys of the fields whose words go out with that decision. */
        public List<String> told(String decision) {
            return told.getOrDefault(decision, List.of());
        }

        public boolean isWithoutWay() {
            return noWay;
        }

        /** Who may decide at all; empty for whomever the model says. */
        public Set<String> groups() {
            return groups;
        }

        public String name() {
            return name;
        }

        public Set<String> decisions() {
            return Set.copyOf(byDecision.keySet());
        }

        /** @param decision absent when the form as deployed asks for none */
        public Optional<UseCase> find(Optional<String> decision) {
            return decision.isEmpty() ? Optional.ofNullable(undecided) : decision.map(byDecision::get);
        }
    }

    private final Variable<String> subject;
    private final Map<String, Form> forms;

    private UseCases(Variable<String> subject, Map<String, Form> forms) {
        this.subject = subject;
        this.forms = forms;
    }

    /** @param name of the form, which is the id of its user task or start event */
    public static Form form(String name) {
        return new Form(name);
    }

    /** A form on which a head of at least that rank decides about a letter that others prepared. */
    public static Form approval(String form, String least, Hands whose, Pending letter) {
        return form(form).onlyByHeadsFrom(least).preparedBy(whose).decidesAbout(letter);
    }

    /** @param subject names in each instance what its forms are about: a request, a disposition … */
    public static UseCases about(Variable<String> subject, Form... forms) {
        return new UseCases(
                subject, Arrays.stream(forms).collect(Collectors.toUnmodifiableMap(Form::name, Function.identity())));
    }

    /** The table of each form that there is; a form belongs to one. */
    public static Map<String, UseCases> byForm(Stream<FormIntake> intakes) {
        return intakes.map(FormIntake::useCases)
                .flatMap(table -> table.forms().stream().map(form -> Map.entry(form, table)))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The names of all its forms. */
    public Set<String> forms() {
        return forms.keySet();
    }

    public Form of(String form) {
        return forms.get(form);
    }

    public Variable<String> subject() {
        return subject;
    }
}
