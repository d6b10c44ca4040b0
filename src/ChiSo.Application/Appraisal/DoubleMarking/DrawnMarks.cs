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
        var free = new Dictionary<(string Agency, string Unit), ImmutableArray<Mandate>>();
        return DoubleDraw.Of(marking, map.Block, map.Criteria, risks).ToDictionary(line => line, line =>
        {
            var given = marks[line].ToList();
            return new DoubleMarks(given.Find(row => row.Mark == 1), given.Find(row => row.Mark == 2), given.Count)
            {
                MissingFrom = given.Count == 2 ? Marker.Agency : appraised.Contains(line) ? Marker.Nobody : MissingFrom(map.Of(line.Line, line.Unit).Agency, line.Unit, given is [var one] ? one : null),
                IsAppraised = appraised.Contains(line),
            };
        });

        Marker MissingFrom(string agency, string unit, Position? given)
        {
            var own = FreeOf(agency, unit);
            if (given is null && own.IsEmpty) // who lacks people altogether is told so
                return Marker.Agency;
            var group = FreeOf(Agencies.WorkingGroup, unit).RemoveAll(mandate => own.Any(held => held.AccountId == mandate.AccountId)); // whoever is of both marks for the agency
            return HasSecond(own, own, given) ? Marker.Agency : HasSecond(group, own, given) ? Marker.WorkingGroup : Marker.Nobody;
        }

        bool HasSecond(ImmutableArray<Mandate> people, ImmutableArray<Mandate> own, Position? given)
        {
            if (given is null)
                return people.Any(one => own.Any(other => IsAnother(one, board.BehindNow(other.AccountId)) || IsAnother(other, board.BehindNow(one.AccountId))));
            var behind = board.Behind(given.Person, Act.Appraise, given.At);
            return people.Any(one => IsAnother(one, behind));
        }

        static bool IsAnother(Mandate second, ImmutableHashSet<Guid> behind) => !behind.Contains(second.AccountId) && !(second.ActingFor is { } principal && behind.Contains(principal));

        ImmutableArray<Mandate> FreeOf(string agency, string unit)
        {
            if (!free.TryGetValue((agency, unit), out var people))
                free[(agency, unit)] = people = board.FreeAppraisers(agency, unit);
            return people;
        }
    }
}
