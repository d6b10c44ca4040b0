using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Assessment;

/// <summary>What a unit entered on its lines in the newest earlier round that has its block, and the evidence it named: to be looked at, and evidence to be used again.</summary>
public sealed class LastYears(ChiSoDatabase database, LiveRounds rounds, Sheets sheets, TimeProvider clock)
{
    /// <summary>By line of this year's set; lines without any are left out.</summary>
    public async Task<ImmutableDictionary<CriterionCode, LastYearLine>> OfAsync(Sheet sheet, IReadOnlyCollection<CriteriaNode> lines, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await OfAsync(context, sheet, lines, cancel);
    }

    /// <summary>Puts a file or a citation of last year's line on this year's. The same file is kept once, and the mark that it was seen in an earlier round stands.</summary>
    public Task<Result<Evidence>> ReuseAsync(LineAddress line, Guid id, Person person, CancellationToken cancel) => database.WriteAsync<Result<Evidence>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(line.Round), cancel);
            if (await sheets.FindAsync(context, line, cancel) is not { } sheet)
                return EvidenceProblems.Unknown();
            if (!sheets.MayEdit(sheet, person, line.Criterion))
                return EvidenceProblems.NotNow(line);
            var node = sheet.Own().First(own => own.Code == line.Criterion); // FindAsync found it
            if ((await OfAsync(context, sheet, [node], cancel)).GetValueOrDefault(line.Criterion)?.Evidence.FirstOrDefault(one => one.Id == id) is not { } last)
                return EvidenceProblems.Unknown();
            var standing = await context.Evidence.AsNoTracking().Where(row => row.BlockId == sheet.Block.Id && row.Unit == line.Unit && row.Criterion == line.Criterion && row.Stage == line.Stage && row.WithdrawnAt == null).ToListAsync(cancel);
            if (standing.Find(row => SameAs(row, last)) is { } twin)
                return twin; // a double click

            var evidence = Again(sheet, line, last, person);
            context.Evidence.Add(evidence);
            await Trail.AppendAsync(context, Trail.OfRound(line.Round), new(person.Id, person.MandateTo(Act.EnterScores, new(line.Unit, Stage: Stages.KindOf(line.Stage)))?.Id ?? Guid.Empty, evidence.AddedAt, ""),
                "evidence.reused", $"{line.Unit} {line.Criterion} {line.Stage}", new { evidence.Id, from = last.Id, evidence.FileHash, evidence.FileName, evidence.Number, evidence.IssuedOn, evidence.Issuer }, cancel);
            return evidence;
        }, cancel);

    private Evidence Again(Sheet sheet, LineAddress line, Evidence last, Person person) => new()
    {
        BlockId = sheet.Block.Id, Unit = line.Unit, Criterion = line.Criterion, Stage = line.Stage,
        FileHash = last.FileHash, FileName = last.FileName, FileLength = last.FileLength, MediaType = last.MediaType, FileDate = last.FileDate,
        Number = last.Number, IssuedOn = last.IssuedOn, Issuer = last.Issuer, Abstract = last.Abstract, Place = last.Place,
        By = person.FullName, Person = person.Id, AddedAt = clock.GetUtcNow().UtcDateTime,
    };

    private static bool SameAs(Evidence one, Evidence other) => (one.FileHash, one.Number, one.IssuedOn, one.Issuer, one.Place) == (other.FileHash, other.Number, other.IssuedOn, other.Issuer, other.Place);

    private async Task<ImmutableDictionary<CriterionCode, LastYearLine>> OfAsync(ChiSoContext context, Sheet sheet, IReadOnlyCollection<CriteriaNode> lines, CancellationToken cancel)
    {
        if (await BeforeAsync(context, sheet, cancel) is not var (last, block, unit))
            return ImmutableDictionary<CriterionCode, LastYearLine>.Empty;
        var wanted = lines.SelectMany(line => line.Origins).Distinct().ToList();
        var positions = (await context.Positions.AsNoTracking().Where(row => row.BlockId == block.Id && row.Unit == unit && row.HandedIn != null && row.Mark == 0 && wanted.Contains(row.Criterion)).ToListAsync(cancel)).ToLookup(row => row.Criterion);
        var evidence = (await context.Evidence.AsNoTracking().Where(row => row.BlockId == block.Id && row.Unit == unit && row.WithdrawnAt == null && wanted.Contains(row.Criterion)).OrderBy(row => row.AddedAt).ToListAsync(cancel)).ToLookup(row => row.Criterion);
        var holds = await FileVerdicts.HoldsAsync(context, evidence.SelectMany(rows => rows).Select(row => row.FileHash), cancel);
        var found = from line in lines
                    let own = line.Origins is [var only] ? Last(positions[only], last, StageKind.Self, StageKind.Explanation) : null // of several merged into one nobody can say which is meant
                    let final = line.Origins is [var only] ? Last(positions[only], last) : null
                    let files = line.Origins.SelectMany(origin => evidence[origin]).ToImmutableArray()
                    where own is not null || final is not null || !files.IsEmpty
                    select new LastYearLine(line, last.Name, own, final, files) { Holds = holds };
        return found.ToImmutableDictionary(line => line.Node.Code);
    }

    /// <param name="kinds">The stages wanted; all of them when none is named.</param>
    private static Position? Last(IEnumerable<Position> rows, LiveRound round, params ImmutableArray<StageKind?> kinds) =>
        rows.Where(row => kinds.IsEmpty || kinds.Contains(Stages.KindOf(row.Stage))).OrderBy(row => round.Stages.IndexOf(row.Stage)).ThenBy(row => row.Sequence).LastOrDefault();

    /// <summary>The newest round of an earlier period that has this block and the unit, under its own code or that of the one unit it was made from.</summary>
    private async Task<(LiveRound Round, LiveBlock Block, string Unit)?> BeforeAsync(ChiSoContext context, Sheet sheet, CancellationToken cancel)
    {
        var codes = await context.Rounds.AsNoTracking().Select(round => new { round.Code, round.Period }).ToListAsync(cancel);
        foreach (var code in codes.Where(one => string.CompareOrdinal(one.Period, sheet.Round.Period) < 0).OrderByDescending(one => one.Period, StringComparer.Ordinal).Select(one => one.Code))
        {
            if (await rounds.FindAsync(context, code, cancel) is not { } last || last.Block(sheet.Block.Code) is not { } block)
                continue;
            var unit = block.Unit(sheet.Unit.Code) is not null ? sheet.Unit.Code : sheet.Unit.Predecessors is [var only] ? only : null;
            return unit is null ? null : (last, block, unit);
        }

        return null;
    }
}

/// <summary>A line as it stood a year before.</summary>
/// <param name="Own">What the unit itself handed in last; <c>null</c> where it handed in nothing.</param>
/// <param name="Final">What counted in the end.</param>
public sealed record LastYearLine(CriteriaNode Node, Words Round, Position? Own, Position? Final, ImmutableArray<Evidence> Evidence)
{
    /// <summary>Files the virus scanner holds back.</summary>
    public required FileHolds Holds { get; init; }
}
