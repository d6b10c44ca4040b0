using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Appraisal;

/// <summary>Assigns lines to agencies, and records who has an interest in which unit: an agency, or somebody of it.</summary>
public sealed class Appraisers(ChiSoDatabase database, LiveRounds rounds, PublishedSets sets, TimeProvider clock)
{
    /// <summary>Letters of the ground of an interest.</summary>
    internal const int LongestGround = 500;

    /// <summary>Letters of the reason for which an assignment changes, or an interest is lifted.</summary>
    internal const int LongestReason = 500;

    /// <summary>The act of a declaration in the trail.</summary>
    private const string Declared = "appraisers.interest-declared";

    /// <summary>The same of somebody's own.</summary>
    private const string DeclaredOwn = "appraisers.own-interest-declared";

    /// <summary><c>null</c> when there is no such round.</summary>
    public async Task<AssignmentBoard?> ReadAsync(string round, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await ReadAsync(context, round, cancel);
    }

    /// <summary>What reading a line is aimed at, for each agency that appraises it, on one level or on two, or gives the second mark; empty when there is no such line.</summary>
    public async Task<ImmutableArray<Aim>> AimsOfAsync(LineAddress line, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await AimsOfAsync(context, line, cancel);
    }

    /// <inheritdoc cref="AimsOfAsync(LineAddress, CancellationToken)"/>
    internal async Task<ImmutableArray<Aim>> AimsOfAsync(ChiSoContext context, LineAddress line, CancellationToken cancel)
    {
        if (await ReadAsync(context, line.Round, cancel) is not { } board || board.Map(line.Block) is not { } map || map.Criteria.Leaves().All(leaf => leaf.Code != line.Criterion))
            return [];
        var aims = map.AimsOf(line.Criterion, line.Unit).ToImmutableArray();
        var drawn = (await DrawnMarks.ReadAsync(context, board, map, cancel)).GetValueOrDefault((line.Unit, line.Criterion));
        return drawn is { MissingFrom: Marker.WorkingGroup } ? aims.Add(aims[0] with { Agency = Agencies.WorkingGroup }) : aims;
    }

    /// <summary>Stores a cell of the matrix; one for the same node and units is replaced, where it is the one that was seen. The reason stands in the trail.</summary>
    public Task<Result<Assignment>> AssignAsync(string round, Assign input, string reason, Person person, CancellationToken cancel) => ChangeAsync<Assignment>(round, person, async (context, board, change) =>
    {
        if (board.Map(input.Block) is not { } map || map.Criteria.Nodes().FirstOrDefault(node => node.Code == input.Node) is not { } node)
            return AppraiserProblems.NoSuchNode(input.Node.Value);
        if (board.Agencies.Find(input.Agency) is null)
            return AppraiserProblems.NoSuchAgency(input.Agency);
        if (input.Units.FirstOrDefault(unit => map.Block.Unit(unit) is null) is { } unknown)
            return AppraiserProblems.NoSuchUnit(unknown);
        if (WrongReason(reason, Named(map, node.Code)) is { } wrong)
            return wrong;

        var units = map.UnitsOf(input.Units);
        var before = await context.Assignments.SingleOrDefaultAsync(row => row.BlockId == map.Block.Id && row.Node == node.Code && row.Units == units, cancel);
        if (before?.Agency == input.Agency)
            return before; // a double click, or the same wish
        if ((before?.Agency ?? "") != input.Seen)
            return Changed(board, map, node.Code, before);
        if (before is not null)
        {
            context.Assignments.Remove(before);
            await context.SaveChangesAsync(cancel);
        }

        var row = new Assignment { BlockId = map.Block.Id, Node = node.Code, Units = units, Agency = input.Agency };
        context.Assignments.Add(row);
        await Trail.AppendAsync(context, Trail.OfRound(round), change with { Reason = Kept(reason) }, "appraisers.assigned", $"{input.Block} {node.Code}", new { units, before = before?.Agency, after = row.Agency }, cancel);
        return row;
    }, cancel);

    /// <summary>Takes a cell back: what stands above it, or the criteria set, counts again. The reason stands in the trail.</summary>
    /// <param name="cell">With the units as its row names them, and the agency it was seen with.</param>
    public Task<Result<AssignmentBoard>> RemoveAsync(string round, SeenCell cell, string reason, Person person, CancellationToken cancel) => ChangeAsync<AssignmentBoard>(round, person, async (context, board, change) =>
    {
        if (board.Map(cell.Block) is not { } map || await context.Assignments.SingleOrDefaultAsync(row => row.BlockId == map.Block.Id && row.Node == cell.Node && row.Units == cell.Units, cancel) is not { } before)
            return AppraiserProblems.NoSuchNode(cell.Node.Value);
        if (before.Agency != cell.Agency)
            return Changed(board, map, cell.Node, before);
        if (WrongReason(reason, Named(map, cell.Node)) is { } wrong)
            return wrong;

        context.Assignments.Remove(before);
        await Trail.AppendAsync(context, Trail.OfRound(round), change with { Reason = Kept(reason) }, "appraisers.removed", $"{cell.Block} {cell.Node}", new { units = cell.Units, before = before.Agency }, cancel);
        return board;
    }, cancel);

    /// <summary>Bars an agency from a unit, with the ground; its lines of that unit go to the council's working group.</summary>
    public Task<Result<Interest>> DeclareAsync(string round, string agency, string unit, string ground, Person person, CancellationToken cancel) => ChangeAsync<Interest>(round, person, async (context, board, change) =>
    {
        if (agency == Agencies.WorkingGroup || board.Agencies.Find(agency) is null)
            return AppraiserProblems.NoSuchAgency(agency);
        if (board.Round.Blocks.All(block => block.Unit(unit) is null))
            return AppraiserProblems.NoSuchUnit(unit);
        if (WrongGround(ground, board.Agencies.NameOf(agency).Vi) is { } wrong)
            return wrong;
        if (await context.Interests.SingleOrDefaultAsync(row => row.RoundId == board.Round.Id && row.Agency == agency && row.Unit == unit && row.Account == Guid.Empty, cancel) is { } known)
            return known;
        return await AddAsync(context, Made(board, agency, unit, Guid.Empty, ground, change), board, change, Declared, cancel);
    }, cancel);

    /// <summary>Somebody who appraises a unit says that they have an interest in it ("tự khai xung đột lợi ích"): at once it bars them, under whatever mandate, and colleagues go on. Where nobody free is left in an agency its lines go to the working group, after which nobody comes. Only the standing office withdraws it.</summary>
    /// <returns>What was declared, one for each agency they appraise the unit for, now or before.</returns>
    public Task<Result<ImmutableArray<Interest>>> DeclareOwnAsync(UnitPlace place, string ground, Person person, CancellationToken cancel) => ChangeAsync<ImmutableArray<Interest>>(place.Round, async (context, board) =>
    {
        if (board.Map(place.Block) is not { } map || map.Block.Unit(place.Unit) is not { } unit)
            return AppraiserProblems.NoSuchUnit(place.Unit);
        var mandates = map.AgenciesOf(place.Unit).Select(agency => (Agency: agency, Mandate: person.MandateTo(Act.DeclareInterest, new(place.Unit, agency)))).Where(one => one.Mandate is not null).ToList();
        if (mandates.Count == 0 || board.Bars.PeopleOf(place.Unit).Contains(person.Id))
            return board.InterestsOf(person, place.Unit) is { IsEmpty: false } before ? before : AppraiserProblems.NotYours(unit.Name.Vi);
        if (board.Round.FrozenAt is not null)
            return AppraiserProblems.Frozen(place.Round);
        if (WrongGround(ground, unit.Name.Vi) is { } wrong)
            return wrong;

        var changes = mandates.Select(one => (one.Agency, Change: new Change(person.Id, one.Mandate!.Id, clock.GetUtcNow().UtcDateTime, ""))).ToList(); // those without one are left out
        var declared = changes.Select(one => Made(board, one.Agency, place.Unit, person.Id, ground, one.Change)).ToImmutableArray();
        if (map.Strands(place.Unit, board.Bars.With(declared)))
            return AppraiserProblems.GroupStays(unit.Name.Vi);
        foreach (var (interest, (_, change)) in declared.Zip(changes))
            await AddAsync(context, interest, board, change, DeclaredOwn, cancel);
        return declared;
    }, cancel);

    /// <summary>Who declared each interest of a whole agency that stands, by agency and unit: the standing office, or in older rounds somebody of the agency. A personal one names its declarer.</summary>
    public async Task<ImmutableDictionary<(string Agency, string Unit), Guid>> DeclarersAsync(AssignmentBoard board, CancellationToken cancel)
    {
        await using var context = database.Open();
        var chain = Trail.OfRound(board.Round.Code);
        var links = await context.AuditLinks.AsNoTracking().Where(link => link.Chain == chain && link.Act == Declared).OrderBy(link => link.Sequence).Select(link => new { link.Subject, link.By }).ToListAsync(cancel);
        return board.Interests.Where(interest => !interest.IsPersonal).Select(interest => (Key: (interest.Agency, interest.Unit), Link: links.FindLast(link => link.Subject == $"{interest.Agency} {interest.Unit}"))).Where(one => one.Link is not null)
            .ToImmutableDictionary(one => one.Key, one => one.Link!.By); // those without one are left out
    }

    /// <summary>Takes a declared interest back, with the reason in the trail; somebody's own in every agency it was declared in at once, since it bars the person.</summary>
    /// <param name="account">Whose own it is; empty for one of the whole agency.</param>
    public Task<Result<AssignmentBoard>> WithdrawAsync(string round, string agency, string unit, Guid account, string reason, Person person, CancellationToken cancel) => ChangeAsync<AssignmentBoard>(round, person, async (context, board, change) =>
    {
        if (await context.Interests.SingleOrDefaultAsync(row => row.RoundId == board.Round.Id && row.Agency == agency && row.Unit == unit && row.Account == account, cancel) is not { } known)
            return AppraiserProblems.NoSuchAgency(agency);
        if (WrongReason(reason, board.Agencies.NameOf(agency).Vi) is { } wrong)
            return wrong;

        var rows = account == Guid.Empty ? [known] : await context.Interests.Where(row => row.RoundId == board.Round.Id && row.Unit == unit && row.Account == account).ToListAsync(cancel);
        context.Interests.RemoveRange(rows);
        await Trail.AppendAsync(context, Trail.OfRound(round), change with { Reason = Kept(reason) }, "appraisers.interest-withdrawn", $"{agency} {unit}", new { known.Ground, known.Account, agencies = rows.Select(row => row.Agency).Order() }, cancel);
        return board;
    }, cancel);

    internal async Task<AssignmentBoard?> ReadAsync(ChiSoContext context, string code, CancellationToken cancel)
    {
        if (await rounds.FindAsync(context, code, cancel) is not { } round)
            return null;

        var now = clock.GetUtcNow().UtcDateTime;
        var ids = round.Blocks.Select(block => block.Id).ToList();
        var rows = await context.Assignments.AsNoTracking().Where(row => ids.Contains(row.BlockId)).OrderBy(row => row.Node).ThenBy(row => row.Units).ToListAsync(cancel);
        var interests = await context.Interests.AsNoTracking().Where(row => row.RoundId == round.Id).OrderBy(row => row.DeclaredAt).ToListAsync(cancel);
        var closed = await context.Accounts.AsNoTracking().Where(account => account.Closed).Select(account => account.Id).ToListAsync(cancel);
        var known = context.Mandates.AsNoTracking();
        var all = await known.Where(mandate => known.Any(other => other.AccountId == mandate.AccountId && (other.Role == Role.Appraiser || other.Role == Role.LeadAgencyLeader || other.Role == Role.StandingOffice))).ToListAsync(cancel);
        var ever = all.FindAll(Appraises);
        var appraising = ever.Select(mandate => mandate.AccountId).ToHashSet(); // others fill figures in and no more
        var held = all.FindAll(mandate => appraising.Contains(mandate.AccountId) && mandate.HoldsAt(now) && !closed.Contains(mandate.AccountId));
        var mandates = held.Where(Appraises).ToImmutableArray();
        var criteria = new List<CriteriaSet>();
        foreach (var block in round.Blocks)
            criteria.Add(await sets.FindAsync(context, block.CriteriaSetId, cancel));
        var (agencies, bars) = (Agencies.Of(round, criteria), new InterestBars(interests, ever, mandates, await OwnAsync(context, held, now, cancel)));
        return new()
        {
            Round = round, Agencies = agencies, Rows = [.. rows], Interests = [.. interests], Bars = bars, Mandates = mandates, Ever = [.. all],
            Maps = [.. round.Blocks.Zip(criteria, (block, set) => new AppraiserMap(block, set, agencies, rows, bars))],
        };
    }

    private static bool Appraises(Mandate mandate) => mandate.Role is Role.Appraiser or Role.LeadAgencyLeader;

    /// <summary>Accounts by the unit they belong to, as <see cref="Person.IsOwn"/> counts it.</summary>
    private static async Task<ILookup<string, Guid>> OwnAsync(ChiSoContext context, List<Mandate> held, DateTime now, CancellationToken cancel)
    {
        var accounts = held.Where(mandate => mandate.Unit.Length > 0).ToLookup(mandate => mandate.Unit, mandate => mandate.AccountId);
        var heirs = await Inherited.ByAsync(context, [.. accounts.Select(unit => unit.Key)], DateOnly.FromDateTime(VietnamTime.Local(now)), cancel);
        return accounts.SelectMany(unit => unit.Select(account => (Unit: unit.Key, Account: account)))
            .Concat(heirs.SelectMany(heir => accounts[heir.By].Select(account => (heir.Unit, Account: account)))).Distinct().ToLookup(one => one.Unit, one => one.Account);
    }

    private static Problem Changed(AssignmentBoard board, AppraiserMap map, CriterionCode code, Assignment? now) =>
        AppraiserProblems.Changed(Named(map, code), now is null ? null : board.Agencies.NameOf(now.Agency).Vi);

    private static string Named(AppraiserMap map, CriterionCode code) => map.Criteria.Nodes().FirstOrDefault(node => node.Code == code) is { } found ? $"{found.Number} {found.Name.Vi}" : code.Value;

    private static string Kept(string reason) => reason.Trim().Normalize();

    private static Problem? WrongReason(string reason, string where) => Kept(reason).Length switch
    {
        0 => AppraiserProblems.NoReason(where),
        > LongestReason => AppraiserProblems.LongReason(where),
        _ => null,
    };

    private static Problem? WrongGround(string ground, string where) => ground.Trim().Length switch
    {
        0 => AppraiserProblems.NoGround(where),
        > LongestGround => AppraiserProblems.LongGround(where),
        _ => null,
    };

    private static Interest Made(AssignmentBoard board, string agency, string unit, Guid account, string ground, Change change) =>
        new() { RoundId = board.Round.Id, Agency = agency, Unit = unit, Account = account, Ground = ground.Trim().Normalize(), DeclaredAt = change.At };

    private static async Task<Interest> AddAsync(ChiSoContext context, Interest interest, AssignmentBoard board, Change change, string act, CancellationToken cancel)
    {
        context.Interests.Add(interest);
        await Trail.AppendAsync(context, Trail.OfRound(board.Round.Code), change, act, $"{interest.Agency} {interest.Unit}", new { interest.Ground }, cancel);
        return interest;
    }

    /// <summary>What the standing office alone does.</summary>
    private Task<Result<T>> ChangeAsync<T>(string round, Person person, Func<ChiSoContext, AssignmentBoard, Change, Task<Result<T>>> act, CancellationToken cancel) => ChangeAsync<T>(
        round,
        async (context, board) => person.MandateTo(Act.RunRound, new()) is not { } mandate ? AppraiserProblems.NotAllowed(round)
            : board.Round.FrozenAt is not null ? AppraiserProblems.Frozen(round)
            : await act(context, board, new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, "")),
        cancel);

    private Task<Result<T>> ChangeAsync<T>(string round, Func<ChiSoContext, AssignmentBoard, Task<Result<T>>> act, CancellationToken cancel) => database.WriteAsync<Result<T>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round), cancel);
            return await ReadAsync(context, round, cancel) is { } board ? await act(context, board) : AppraiserProblems.NoSuchRound(round);
        }, cancel);
}

/// <summary>A cell of the matrix.</summary>
/// <param name="Node">A field, a criterion or a leaf.</param>
/// <param name="Units">Empty for every unit of the block.</param>
/// <param name="Seen">The agency the cell had when the person looked; empty for none.</param>
public sealed record Assign(string Block, CriterionCode Node, ImmutableArray<string> Units, string Agency, string Seen = "");

/// <summary>A cell as somebody saw it.</summary>
public sealed record SeenCell(string Block, CriterionCode Node, string Units, string Agency);
