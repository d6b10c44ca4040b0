using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Assessment;

/// <summary>Lets blocking checks through where their table allows it, takes that back until a hand-in rests on it, and lists for appraisers what hand-ins rest on.</summary>
public sealed class CheckOverrides(ChiSoDatabase database, Sheets sheets)
{
    /// <summary>What the last hand-ins of a block rest on, those of each stage among them, oldest first.</summary>
    /// <param name="unit"><c>null</c> for all.</param>
    /// <param name="criterion"><c>null</c> for all.</param>
    public async Task<ImmutableArray<CheckOverride>> OfAsync(Guid block, string? unit, CriterionCode? criterion, CancellationToken cancel)
    {
        await using var context = database.Open();
        return [.. await context.CheckOverrides.AsNoTracking().Where(one => one.BlockId == block && one.HandedIn != null && (unit == null || one.Unit == unit) && (criterion == null || one.Criterion == criterion)).OrderBy(one => one.At).ToListAsync(cancel)];
    }

    /// <summary>Whether this person may let the finding through now, or take that back.</summary>
    public bool MayDecide(Sheet sheet, Finding finding, Person person) => finding.Check.Override is { } rule && sheet.OverrideOf(finding) is null or { HandedIn: null } && Refuse(sheet, finding, rule, person) is null;

    public Task<Result<CheckOverride>> GiveAsync(OverrideCheck input, Person person, CancellationToken cancel) => ChangeAsync(input, person, async (context, sheet, finding, rule, change) =>
    {
        if (!SheetChecks.Find(sheet).Contains(finding))
            return OverrideProblems.NotStanding(finding);
        if (sheet.OverrideOf(finding) is { } made)
            return made.Person == person.Id && made.Ground == input.Ground && made.Reason == change.Reason ? made : OverrideProblems.There(finding, made); // a double click is one
        if (Find(input, finding, rule) is { IsEmpty: false } problems)
            return problems;
        var given = new CheckOverride
        {
            BlockId = sheet.Block.Id, Unit = input.Line.Unit, Stage = input.Line.Stage, Criterion = input.Line.Criterion, Check = finding.Check.Code, Sequence = input.Seen,
            Ground = input.Ground, Reason = change.Reason, By = person.NameUnder(change.Mandate), Person = person.Id, Mandate = change.Mandate, At = change.At,
        };
        context.CheckOverrides.Add(given);
        await Trail.AppendAsync(context, Trail.OfRound(input.Line.Round), change, "check.let-through", Subject(input), new { given.Check, given.Sequence, given.Ground }, cancel);
        return given;
    }, cancel);

    /// <summary>Takes it back, by whoever may let it through; the trail tells of it. What a hand-in rests on stays, also while the line is returned: that hand-in counts until the next.</summary>
    public Task<Result<CheckOverride>> TakeBackAsync(OverrideCheck input, Person person, CancellationToken cancel) => ChangeAsync(input, person, async (context, sheet, finding, _, change) =>
    {
        if (sheet.OverrideOf(finding) is not { } given)
            return OverrideProblems.NotThere(finding);
        if (given.HandedIn is not null)
            return OverrideProblems.HandedIn(finding);
        context.CheckOverrides.Remove(given);
        await Trail.AppendAsync(context, Trail.OfRound(input.Line.Round), change, "check.taken-back", Subject(input), new { given.Check, given.Sequence, given.Ground, given.Reason, given.By }, cancel);
        return given;
    }, cancel);

    /// <summary>All of some units in a stage, those of earlier versions among them.</summary>
    /// <param name="only">The one line wanted; <c>null</c> for all.</param>
    internal static async Task<ImmutableArray<CheckOverride>> ReadAsync(ChiSoContext context, Guid block, List<string> units, string stage, CriterionCode? only, CancellationToken cancel) =>
        [.. await context.CheckOverrides.AsNoTracking().Where(one => one.BlockId == block && units.Contains(one.Unit) && one.Stage == stage && (only == null || one.Criterion == only)).ToListAsync(cancel)];

    /// <summary>Within the act that hands lines in: marks what it rests on, and that it rests no more on what else was let through on those lines.</summary>
    internal static ImmutableArray<LetThrough> HandIn(ChiSoContext context, Sheet sheet, DateTime at)
    {
        var resting = SheetChecks.LetThrough(sheet);
        context.CheckOverrides.AttachRange(sheet.Overrides);
        foreach (var one in sheet.Overrides)
            one.HandIn(resting.Any(rests => rests.Override == one) ? at : null);
        return resting;
    }

    /// <summary>As the trail tells what a hand-in rests on.</summary>
    internal static IEnumerable<object> Told(ImmutableArray<LetThrough> resting) =>
        resting.Select(one => new { criterion = one.Override.Criterion, check = one.Override.Check, ground = one.Override.Ground, reason = one.Override.Reason, by = one.Override.Person });

    private static ImmutableArray<Problem> Find(OverrideCheck input, Finding finding, OverrideRule rule)
    {
        var ground = rule.Grounds.FirstOrDefault(ground => ground.Code == input.Ground);
        return
        [
            .. ground is null ? (ReadOnlySpan<Problem>)[OverrideProblems.NoGround(finding, rule)] : [],
            .. string.IsNullOrWhiteSpace(input.Reason) ? (ReadOnlySpan<Problem>)[OverrideProblems.NoReason(finding, ground)] : [],
            .. EvidenceProblems.BearsSecretMark(input.Reason) ? (ReadOnlySpan<Problem>)[OverrideProblems.SecretMark(finding)] : [],
        ];
    }

    private Problem? Refuse(Sheet sheet, Finding finding, OverrideRule rule, Person person)
    {
        if (!person.May(rule.By, Sheets.AimOf(sheet)))
            return OverrideProblems.NotYours(finding, rule);
        return sheet.State == SheetState.HandedIn && !sheet.Returned.ContainsKey(finding.Node.Code) ? SheetProblems.Locked(sheet) : sheets.Refuse(sheet, person, rule.By, finding.Node.Code);
    }

    private Task<Result<CheckOverride>> ChangeAsync(OverrideCheck input, Person person, Func<ChiSoContext, Sheet, Finding, OverrideRule, Change, Task<Result<CheckOverride>>> act, CancellationToken cancel) => database.WriteAsync<Result<CheckOverride>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(input.Line.Round), cancel);
            if (await sheets.FindAsync(context, input.Line, cancel) is not { } found)
                return SheetProblems.NoSuchLine(input.Line.Criterion);
            var sheet = found with { Overrides = await ReadAsync(context, found.Block.Id, [input.Line.Unit], input.Line.Stage, input.Line.Criterion, cancel) };
            if (SheetChecks.Of(input.Check) is not { } check)
                return OverrideProblems.NoCheck(input.Line.Criterion.Value);
            var finding = new Finding(check, sheet.Own().First(node => node.Code == input.Line.Criterion)); // found with the line
            if (check.Override is not { } rule)
                return OverrideProblems.Never(finding);
            if (Refuse(sheet, finding, rule, person) is { } refused)
                return refused;
            if (sheet.SeenOf(finding.Node) != input.Seen)
                return OverrideProblems.Changed(finding);
            return await act(context, sheet, finding, rule, sheets.ChangeOf(person, sheet, rule.By) with { Reason = input.Reason.Trim().Normalize() });
        }, cancel);

    private static string Subject(OverrideCheck input) => $"{input.Line.Unit} {input.Line.Criterion} {input.Line.Stage}";
}

/// <summary>A check to be let through on a line, or that to be taken back.</summary>
/// <param name="Check">Code of the check.</param>
/// <param name="Seen">Sequence of the position on the line the person had before them.</param>
/// <param name="Ground">Code of the kind of reason; empty when taken back.</param>
/// <param name="Reason">In words.</param>
public sealed record OverrideCheck(LineAddress Line, string Check, int Seen, string Ground, string Reason);
