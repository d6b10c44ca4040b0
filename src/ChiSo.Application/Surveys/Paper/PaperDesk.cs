using System.Collections.Concurrent;
using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Paper;

/// <summary>What became of a keying. It tells whoever keyed nothing of what the other one keyed.</summary>
public enum PaperKeyed
{
    /// <summary>A second person keys it next.</summary>
    First,

    /// <summary>Both agree: the answer is in the store.</summary>
    Agreed,

    /// <summary>The two differ; a third person settles it.</summary>
    Differs,

    /// <summary>The same person had keyed the same; nothing was written.</summary>
    Before,
}

/// <param name="Chosen">What the paper says where the two differ, by the column of the disagreement: codes and texts, empty for no answer.</param>
/// <param name="Seen">The number of the last act shown.</param>
public sealed record SettleForm(string Number, ImmutableSortedDictionary<string, string> Chosen, int Seen);

/// <param name="Keying">The number of the act taken out.</param>
/// <param name="Seen">As above.</param>
public sealed record WithdrawKeying(string Number, int Keying, string Reason, int Seen);

/// <summary>A form that waits for somebody.</summary>
/// <param name="Keyers">Who keyed it, and so neither keys it again nor settles it.</param>
public sealed record WaitingForm(PaperState State, ImmutableArray<Guid> Keyers);

/// <summary>Paper forms keyed by two people who don't see each other's work, and the third look where they differ. The trail tells who did what to how many fields, never which form or what stands in it.</summary>
public sealed class PaperDesk(ChiSoDatabase database, AnswerStore store, SurveyDesk desk, TimeProvider clock)
{
    private const int LongestReason = 500;

    private readonly PaperTrail trail = new(database, store);
    private readonly ConcurrentDictionary<string, (long Acts, ImmutableArray<WaitingForm> Forms)> waiting = new(StringComparer.Ordinal);

    /// <summary>Every form anybody keyed. Where the program ended between an act and its link in the trail, the link is written now.</summary>
    public async Task<PaperBoard> BoardAsync(LiveSurvey survey, CancellationToken cancel)
    {
        var forms = await store.Keyings.ReadAsync(survey.Code, cancel);
        if (forms.Values.Any(PaperTrail.IsCutOff))
            await trail.MendAsync(survey.Code);
        return new([.. forms.Select(form => new PaperForm(form.Key, form.Value))]);
    }

    /// <summary>Forms that wait for a second keying or a third look. They are read again only once somebody did something with a form since; of what stands in them nothing is kept.</summary>
    public async Task<ImmutableArray<WaitingForm>> WaitingAsync(LiveSurvey survey, CancellationToken cancel)
    {
        if (waiting.TryGetValue(survey.Code, out var known) && known.Acts == await store.Keyings.CountAsync(survey.Code, cancel))
            return known.Forms;
        var read = await store.Keyings.ReadAsync(survey.Code, cancel);
        ImmutableArray<WaitingForm> forms = [.. from form in read.Select(form => new PaperForm(form.Key, form.Value))
                                                let state = form.State
                                                where state is PaperState.Once or PaperState.Differs
                                                select new WaitingForm(state, [.. form.Keyings.Select(keying => keying.Person)])];
        waiting[survey.Code] = (read.Values.Sum(acts => (long)acts.Length), forms);
        return forms;
    }

    /// <summary><c>null</c> when nobody keyed it.</summary>
    public async Task<PaperForm?> FindAsync(LiveSurvey survey, string number, CancellationToken cancel) => (await store.Keyings.ReadAsync(survey.Code, cancel)).TryGetValue(number, out var acts) ? new(number, acts) : null;

    /// <summary>Strata people were invited in, or the groups of those who rate; none for a survey without.</summary>
    public async Task<ImmutableArray<string>> StrataAsync(LiveSurvey survey, CancellationToken cancel) => survey.Declaration.Raters is { } raters ? [.. raters.Select(group => group.Code)] :
        [.. (await desk.CountAsync(survey, cancel)).Select(group => group.Stratum).Where(stratum => stratum.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>What is typed, read without storing anything.</summary>
    public async Task<PaperReading> ReadAsync(LiveSurvey survey, TypedForm typed, CancellationToken cancel) => PaperReading.Of(survey, typed, await StrataAsync(survey, cancel), VietnamTime.Today(clock));

    /// <summary>Stores a keying of a form. The second of two who agree puts the answer into the store.</summary>
    public async Task<Result<PaperKeyed>> KeyAsync(string code, TypedForm typed, Person person, CancellationToken cancel)
    {
        var admitted = await AdmitAsync(code, Act.KeyForms, "", person, cancel);
        if (!admitted.TryGet(out var may))
            return admitted.Problems;
        var read = await ReadAsync(may.Survey, typed, cancel);
        if (!read.Problems.IsEmpty)
            return read.Problems;
        var form = read.Form;
        var became = PaperKeyed.First;
        Result<PaperStep?> Decide(ImmutableArray<PaperAct> acts, bool isEntered)
        {
            var known = new PaperForm(form.Number, acts);
            if (known.Keyings.FirstOrDefault(keying => keying.Person == person.Id) is { } own)
            {
                became = PaperKeyed.Before;
                return DoubleKeying.Between(known.Keyed(own), form).Any() ? PaperProblems.Own(form.Number) : (PaperStep?)null;
            }

            if (isEntered)
                return PaperProblems.Entered(form.Number);
            if (known.Keyings.Length == 2)
                return PaperProblems.Twice(form.Number);
            var act = new PaperAct(known.Last + 1, PaperActKind.Keyed, person.Id, may.By, form.Unit, form.Stratum, form.Values);
            var after = known with { Acts = acts.Add(act) };
            became = after.State switch { PaperState.Once => PaperKeyed.First, PaperState.Entered => PaperKeyed.Agreed, _ => PaperKeyed.Differs };
            return new PaperStep(act, became == PaperKeyed.Agreed ? PaperReading.Answer(may.Survey, form, may.Today) : null);
        }

        var written = await WriteAsync(may, form.Number, Decide, "survey.paper-keyed", () => new { became = became.ToString(), fields = form.Values.Count });
        return written.TryGet(out _) ? became : written.Problems;
    }

    /// <summary>Settles a form field by field and puts its answer into the store; both keyings stay.</summary>
    /// <returns>How many fields were settled.</returns>
    public async Task<Result<int>> SettleAsync(string code, SettleForm request, Person person, CancellationToken cancel)
    {
        var admitted = await AdmitAsync(code, Act.SettleForms, request.Number, person, cancel);
        if (!admitted.TryGet(out var may))
            return admitted.Problems;
        var (settled, strata) = (0, await StrataAsync(may.Survey, cancel));
        Result<PaperStep?> Decide(ImmutableArray<PaperAct> acts, bool isEntered)
        {
            var known = new PaperForm(request.Number, acts);
            if (Problem(known, request.Seen, person) is { } problem)
                return problem;
            if (isEntered)
                return PaperProblems.Entered(request.Number);
            if (known.Disagreements is not { IsEmpty: false } differ)
                return PaperProblems.NothingDiffers(request.Number);
            if (differ.Where(one => !request.Chosen.ContainsKey(one.Column)).Select(one => PaperProblems.Unsettled(one.Column)).ToImmutableArray() is { IsEmpty: false } open)
                return open;
            var read = PaperReading.Of(may.Survey, PaperSettling.Typed(may.Survey.Form, known, request.Chosen), strata, may.Today);
            if (!read.Problems.IsEmpty)
                return read.Problems;
            settled = differ.Length;
            var act = new PaperAct(known.Last + 1, PaperActKind.Settled, person.Id, may.By, read.Form.Unit, read.Form.Stratum, read.Form.Values);
            return new PaperStep(act, PaperReading.Answer(may.Survey, read.Form, may.Today));
        }

        var written = await WriteAsync(may, request.Number, Decide, "survey.paper-settled", () => new { fields = settled });
        return written.TryGet(out _) ? settled : written.Problems;
    }

    /// <summary>Takes out a keying of a form that isn't entered yet: it was keyed under a wrong number, or the form can't be used. It stays on record.</summary>
    public async Task<Result<bool>> WithdrawAsync(string code, WithdrawKeying request, Person person, CancellationToken cancel)
    {
        var admitted = await AdmitAsync(code, Act.SettleForms, request.Number, person, cancel);
        if (!admitted.TryGet(out var may))
            return admitted.Problems;
        var reason = request.Reason.Trim();
        if (reason.Length is 0 or > LongestReason)
            return PaperProblems.NoReason(request.Number);
        Result<PaperStep?> Decide(ImmutableArray<PaperAct> acts, bool isEntered)
        {
            var known = new PaperForm(request.Number, acts);
            if (acts.IsEmpty)
                return PaperProblems.Unknown(request.Number);
            if (known.Last != request.Seen)
                return PaperProblems.Changed(request.Number);
            if (known.State == PaperState.Entered)
                return PaperProblems.Entered(request.Number);
            return known.Keyings.Any(keying => keying.Number == request.Keying)
                ? new PaperStep(new(known.Last + 1, PaperActKind.Withdrawn, person.Id, may.By, "", "", ImmutableSortedDictionary<string, string>.Empty) { Withdraws = request.Keying, Reason = reason }, Entered: null)
                : PaperProblems.Changed(request.Number);
        }

        return await WriteAsync(may, request.Number, Decide, "survey.paper-withdrawn", () => new { keyings = 1 });
    }

    private static Problem? Problem(PaperForm known, int seen, Person person) =>
        known.Acts.IsEmpty ? PaperProblems.Unknown(known.Number)
        : known.Last != seen ? PaperProblems.Changed(known.Number)
        : known.Keyings.Any(keying => keying.Person == person.Id) ? PaperProblems.NotThird(known.Number)
        : null;

    private async Task<Result<Admitted>> AdmitAsync(string code, Act act, string reason, Person person, CancellationToken cancel)
    {
        if (person.MandateTo(act, new()) is not { } mandate)
            return PaperProblems.NotAllowed(code);
        if (await desk.FindAsync(code, cancel) is not { } survey)
            return SurveyProblems.Unknown(code);
        if (survey.IsClosed)
            return SurveyProblems.Closed(code);
        return new Admitted(survey, person.NameUnder(mandate.Id), VietnamTime.Today(clock), new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, reason));
    }

    private Task<Result<bool>> WriteAsync(Admitted may, string number, Func<ImmutableArray<PaperAct>, bool, Result<PaperStep?>> decide, string act, Func<object> payload) =>
        trail.WriteAsync(may.Survey.Code, number, may.Today, may.Change, decide, act, payload);

    private sealed record Admitted(LiveSurvey Survey, string By, DateOnly Today, Change Change);
}
