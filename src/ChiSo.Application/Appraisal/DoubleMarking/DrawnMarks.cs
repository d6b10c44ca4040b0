using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Appraisal;

/// <summary>Lines of a block that were drawn to be marked twice, with the marks given so far and who gives what is missing.</summary>
internal static class DrawnMarks
{
    /// <summary>Empty where nothing is marked twice.</summary>
    public static async Task<Dictionary<(string Unit, CriterionCode Line), DoubleMarks>> ReadAsync(ChiSoContext context, AssignmentBoard board, AppraiserMap map, CancellationToken cancel)
    {
        if (await context.DoubleMarkings.AsNoTracking().SingleOrDefaultAsync(one => one.BlockId == map.Block.Id, cancel) is not { } marking || board.Round.Stages.FirstOrDefault(one => Stages.KindOf(one) == StageKind.Review) is not { } stage)
            return [];
        var positions = context.Positions.AsNoTracking().Where(row => row.BlockId == map.Block.Id && row.Stage == stage);
        var marks = (await positions.Newest().Where(row => row.Mark > 0).ToListAsync(cancel)).ToLookup(row => (row.Unit, row.Criterion));
        var appraised = (await positions.Where(row => row.Mark == 0).Select(row => new { row.Unit, row.Criterion }).Distinct().ToListAsync(cancel)).Select(row => (row.Unit, row.Criterion)).ToHashSet();
        var risks = await context.LineRisks.AsNoTracking().Where(risk => risk.BlockId == map.Block.Id).ToListAsync(cancel);
        var free = new Dictionary<(string Agency, string Unit), ImmutableArray<Guid>>();
        return DoubleDraw.Of(marking, map.Block, map.Criteria, risks).ToDictionary(line => line, line =>
        {
            var given = marks[line].ToList();
            return new DoubleMarks(given.Find(row => row.Mark == 1), given.Find(row => row.Mark == 2), given.Count)
            {
                MissingFrom = given.Count == 2 ? Marker.Agency : appraised.Contains(line) ? Marker.Nobody : MissingFrom(map.Of(line.Line, line.Unit).Agency, line.Unit, [.. given.Select(row => board.Behind(row.Person, row.Mandate))]),
                IsAppraised = appraised.Contains(line),
            };
        });

        Marker MissingFrom(string agency, string unit, ImmutableArray<Guid> given)
        {
            var own = FreeOf(agency, unit).Except(given).ToList();
            if (own.Count >= 2 - given.Length || own.Count + given.Length == 0) // who lacks people altogether is told so
                return Marker.Agency;
            return agency != Agencies.WorkingGroup && FreeOf(Agencies.WorkingGroup, unit).Except(given).Except(own).Any() ? Marker.WorkingGroup : Marker.Nobody;
        }

        ImmutableArray<Guid> FreeOf(string agency, string unit)
        {
            if (!free.TryGetValue((agency, unit), out var people))
                free[(agency, unit)] = people = board.FreeAppraisers(agency, unit);
            return people;
        }
    }
}
