using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Engine;

namespace ChiSo.Web.People;

/// <summary>Units and appraising agencies a mandate may be for: those of the rounds under way, or of the newest round while none is.</summary>
public sealed class MandatePlaces(Installation installation)
{
    /// <summary>In official order, each once.</summary>
    public async Task<ImmutableArray<MandatePlace>> ListAsync(CancellationToken cancel)
    {
        var live = (await installation.Live.ListAsync(cancel)).Select(round => round.Code).ToList();
        var codes = live.Count > 0 ? live : [.. (await installation.Rounds.CodesAsync(cancel)).Take(1)];
        var places = new List<MandatePlace>();
        foreach (var code in codes)
        {
            if (await installation.Appraisers.ReadAsync(code, cancel) is { } board)
                places.AddRange(board.Agencies.All.Skip(1).Concat(board.Agencies.All.Take(1)).Select(agency => new MandatePlace(agency.Code, agency.Name)));
        }

        return [.. places.DistinctBy(place => place.Code)];
    }

    /// <summary>Areas of the fieldwork of surveys that were not closed; their code is that of the survey, a slash, and that of the area.</summary>
    public async Task<ImmutableArray<MandatePlace>> AreasAsync(CancellationToken cancel) =>
        [.. (await installation.FieldAreas.EverywhereAsync(cancel)).Select(place => new MandatePlace($"{place.Survey.Code}/{place.Area.Code}", Words.Same($"{place.Area.Name} ({place.Survey.Code})")))];

    /// <summary>The code of the unit, agency or area a mandate is for; empty for none.</summary>
    public static string CodeOf(Mandate mandate) => mandate.Area.Length > 0 ? $"{mandate.Survey}/{mandate.Area}" : mandate.Unit;
}

/// <summary>A unit, an agency or an area of fieldwork by its code.</summary>
public sealed record MandatePlace(string Code, Words Name);
