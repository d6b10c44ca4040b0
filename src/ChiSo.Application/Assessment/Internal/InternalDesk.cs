using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Assessment;

/// <summary>A unit's focal officer gives lines or whole fields to divisions and people of the unit, with dates.</summary>
public sealed class InternalDesk(ChiSoDatabase database, Sheets sheets, PublishedSets sets, TimeProvider clock)
{
    private const int LongestName = 200;

    /// <summary>Who does what in a unit and what is left; <c>null</c> when there is no such round, block or unit.</summary>
    public async Task<InternalBoard?> ReadAsync(string round, string block, string unit, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await sheets.FindAsync(context, new(round, block, unit), Stages.Self, cancel) is { } sheet ? await ReadAsync(context, sheet, cancel) : null;
    }

    /// <summary>Who answers for each line of a unit.</summary>
    public async Task<Duties> DutiesAsync(LiveBlock block, string unit, CancellationToken cancel)
    {
        await using var context = database.Open();
        var rows = await context.InternalAssignments.AsNoTracking().Where(row => row.BlockId == block.Id && row.Unit == unit).ToListAsync(cancel);
        var people = rows.Exists(row => row.Account is not null) ? (await UnitPeople.ReadAsync(context, [unit], clock.GetUtcNow().UtcDateTime, cancel))[unit] : UnitPeople.Nobody;
        return new(await sets.FindAsync(context, block.CriteriaSetId, cancel), rows, people);
    }

    /// <summary>Rows of a round that name somebody who can't act any more, so that the division or the focal officer answers.</summary>
    public async Task<ImmutableArray<(LiveBlock Block, InternalAssignment Row)>> OrphansAsync(LiveRound round, CancellationToken cancel)
    {
        await using var context = database.Open();
        var blocks = round.Blocks.ToDictionary(block => block.Id);
        var ids = blocks.Keys.ToList();
        var rows = (await context.InternalAssignments.AsNoTracking().Where(row => ids.Contains(row.BlockId)).ToListAsync(cancel)).GroupBy(row => (row.BlockId, row.Unit)).SelectMany(Duties.Counting).Where(row => row.Account is not null).ToList();
        if (rows.Count == 0)
            return [];
        var people = await UnitPeople.ReadAsync(context, [.. rows.Select(row => row.Unit).Distinct()], clock.GetUtcNow().UtcDateTime, cancel);
        return [.. rows.Where(row => people[row.Unit].IsOrphan(row)).OrderBy(row => round.Blocks.IndexOf(blocks[row.BlockId])).ThenBy(row => row.Unit, StringComparer.Ordinal).ThenBy(row => row.Node.Value, StringComparer.Ordinal)
            .Select(row => (blocks[row.BlockId], row))];
    }

    /// <summary>Gives a node to a division or a person; without either it takes back what was given, so that what stands above counts again.</summary>
    public Task<Result<InternalAssignment>> AssignAsync(UnitPlace place, AssignInternally input, Person person, CancellationToken cancel) => database.WriteAsync<Result<InternalAssignment>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(place.Round), cancel);
            if (await sheets.FindAsync(context, place, Stages.Self, cancel) is not { } sheet || sheet.Criteria.Nodes().FirstOrDefault(one => one.Code == input.Node) is not { } node)
                return InternalProblems.NoNode(input.Node.Value);
            if (person.MandateTo(Act.AssignInternally, new(place.Unit)) is not { } mandate)
                return InternalProblems.NotAllowed(sheet.Unit.Name.Vi);
            if (sheet.Round.FrozenAt is not null)
                return InternalProblems.Frozen(sheet.Unit.Name.Vi);
            var board = await ReadAsync(context, sheet, cancel);
            var (division, named) = (input.Division.Trim().Normalize(), board.People.FirstOrDefault(one => one.Account == input.Account));
            if (Refuse(input, board, division, named, Named(node)) is { } refused)
                return refused;
            var before = board.Duties.Rows.GetValueOrDefault(input.Node);
            if (before is not null && (before.Division, before.Account, before.Due) == (division, input.Account, input.Due) && (before.Account is null || board.Duties.AnswersFor(before).Account == before.Account))
                return before; // a double click; where the work was handed over since, it is given back
            if (input.Seen != (before?.Sequence ?? 0))
                return InternalProblems.Changed(Named(node), before);

            var row = new InternalAssignment
            {
                BlockId = sheet.Block.Id, Unit = place.Unit, Node = node.Code, Sequence = (before?.Sequence ?? 0) + 1, Division = division, Account = named?.Account, AccountName = named?.Name ?? "",
                Due = input.Due, By = person.FullName, Person = person.Id, At = clock.GetUtcNow().UtcDateTime,
            };
            context.InternalAssignments.Add(row);
            await Trail.AppendAsync(context, Trail.OfRound(place.Round), new(person.Id, mandate.Id, row.At, ""), "internal.assigned", $"{place.Unit} {node.Code}",
                new { row.Sequence, before = before is null ? null : new { before.Division, before.Account, before.Due }, row.Division, row.Account, row.Due }, cancel);
            return row;
        }, cancel);

    private static Problem? Refuse(AssignInternally input, InternalBoard board, string division, InternalPerson? named, string where)
    {
        if (input.Account is not null && named is null)
            return InternalProblems.NoAccount(where);
        if (division.Length > LongestName)
            return InternalProblems.TooLong(where);
        if (named is null && division.Length == 0)
            return input.Due is null && board.Duties.Rows.GetValueOrDefault(input.Node) is { IsTakenBack: false } ? null : InternalProblems.Nobody(where);
        return input.Due is { } due && board.Sheet.Round.Clock.ClosesFor(Stages.Self, board.Sheet.Unit.Code) is { } closes && VietnamTime.Utc(due) >= closes ? InternalProblems.TooLate(where, closes) : null;
    }

    private async Task<InternalBoard> ReadAsync(ChiSoContext context, Sheet sheet, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var rows = await context.InternalAssignments.AsNoTracking().Where(row => row.BlockId == sheet.Block.Id && row.Unit == sheet.Unit.Code).ToListAsync(cancel);
        var people = (await UnitPeople.ReadAsync(context, [sheet.Unit.Code], now, cancel))[sheet.Unit.Code];
        return new(sheet, new(sheet.Criteria, rows, people), [.. people.Acting], VietnamTime.Today(clock));
    }

    private static string Named(CriteriaNode node) => $"{node.Number} {node.Name.Vi}";
}

/// <summary>A unit in a block of a round.</summary>
public sealed record UnitPlace(string Round, string Block, string Unit);

/// <summary>Somebody of the unit who has an account.</summary>
public sealed record InternalPerson(Guid Account, string Name);

/// <summary>Lines to be given.</summary>
/// <param name="Seen">Sequence of the row the person had before them; 0 for none.</param>
public sealed record AssignInternally(CriterionCode Node, int Seen, string Division, Guid? Account, DateOnly? Due);

/// <summary>Who does what in a unit, and what is left.</summary>
/// <param name="People">Those who can be named by account.</param>
public sealed record InternalBoard(Sheet Sheet, Duties Duties, ImmutableArray<InternalPerson> People, DateOnly Today)
{
    /// <summary>The unit's own lines by whoever answers for them: overdue ones first, then by date, what has no date last.</summary>
    public ImmutableArray<InternalShare> Shares => [.. Sheet.Own().GroupBy(node => Duties.Of(node.Code).Division)
        .Select(same => new InternalShare(same.Key, [.. same], [.. same.Where(Sheet.IsLeft).OrderBy(node => Duties.Of(node.Code).Due ?? DateOnly.MaxValue)]))
        .OrderBy(share => share.Left.IsEmpty).ThenByDescending(share => share.Left.Count(IsOverdue)).ThenBy(share => share.Left.Select(node => Duties.Of(node.Code).Due).FirstOrDefault() ?? DateOnly.MaxValue).ThenBy(share => share.Division, StringComparer.Ordinal)];

    /// <summary>What a person with an account was given and hasn't filled.</summary>
    public IEnumerable<CriteriaNode> LeftOf(Guid account) => Sheet.Own().Where(node => Sheet.IsLeft(node) && Duties.Of(node.Code).Account == account);

    public bool IsOverdue(CriteriaNode node) => Sheet.IsLeft(node) && Duties.Of(node.Code).Due < Today;
}

/// <summary>The lines one division or person answers for.</summary>
/// <param name="Division">Empty for the focal officer.</param>
/// <param name="Left">Those that are left, what is due first on top.</param>
public sealed record InternalShare(string Division, ImmutableArray<CriteriaNode> Lines, ImmutableArray<CriteriaNode> Left);
