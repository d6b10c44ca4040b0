using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Web.Appraisal;
using ChiSo.Web.Assessment;
using ChiSo.Web.Language;

namespace ChiSo.Web.Desk;

/// <summary>A round whose results are frozen ("kỳ đã chốt"), as far as one person reads it still.</summary>
/// <param name="IsReadWhole">Whether the person reads the page of the round, which leads to everything in it.</param>
/// <param name="Places">Else the sheets of the own units and the lines of the own agency: where they lie, and what they are called.</param>
public sealed record PastRound(LiveRound Round, bool IsReadWhole, ImmutableArray<(string Address, string Title)> Places)
{
    /// <summary>Those with something to read for this person, latest period first.</summary>
    public static async Task<ImmutableArray<PastRound>> ListAsync(Installation installation, Person person, Texts texts, CancellationToken cancel)
    {
        var past = ImmutableArray.CreateBuilder<PastRound>();
        var whole = person.May(Act.ReadBoard, new());
        foreach (var round in await installation.Live.ListFrozenAsync(DateTime.UnixEpoch, cancel))
        {
            ImmutableArray<(string Address, string Title)> places = whole ? [] : [.. OfUnits(round, person, texts), .. await OfAgenciesAsync(installation, round, person, texts, cancel)];
            if (whole || !places.IsEmpty)
                past.Add(new(round, whole, places));
        }

        return past.ToImmutable();
    }

    private static IEnumerable<(string Address, string Title)> OfUnits(LiveRound round, Person person, Texts texts)
    {
        foreach (var code in person.Mandates.Select(mandate => mandate.Unit).Concat(person.Inherits.Select(one => one.Unit)).Distinct().Where(code => person.May(Act.ReadSheet, new(code))))
        {
            foreach (var block in round.Blocks)
            {
                if (block.Unit(code) is not { } unit)
                    continue;
                foreach (var stage in round.Stages.Where(stage => Stages.KindOf(stage) is StageKind.Self or StageKind.Explanation))
                    yield return (SheetAddress.Of(round.Code, block.Code, code, stage), $"{texts["Stage_" + stage]}: {texts.Say(unit.Name)}");
                if (round.Stages.Contains(Stages.Council))
                    yield return (RequestAddresses.OfUnit(round.Code, block.Code, code), $"{texts["Request_Title"]}: {texts.Say(unit.Name)}");
            }
        }
    }

    /// <summary>The first stage at which the agency appraised lines of a block; its page leads to the later ones.</summary>
    private static async Task<IEnumerable<(string Address, string Title)>> OfAgenciesAsync(Installation installation, LiveRound round, Person person, Texts texts, CancellationToken cancel)
    {
        var agencies = person.Mandates.Where(mandate => mandate.Role is Role.Appraiser or Role.LeadAgencyLeader).Select(mandate => mandate.Unit).ToHashSet();
        if (agencies.Count == 0 || await installation.Appraisers.ReadAsync(round.Code, cancel) is not { } board)
            return [];
        return from map in board.Maps
               from stage in new[] { StageOf(map.FirstLevelShares(), StageKind.FirstLevel), StageOf(map.Shares(), StageKind.Review) }.OfType<string>()
               select (ReviewAddress.Of(round.Code, map.Block.Code, stage), $"{texts["Stage_" + stage]}: {texts.Say(map.Block.Name)}");

        string? StageOf(IEnumerable<(string Agency, int Lines)> shares, StageKind kind) =>
            shares.Any(share => agencies.Contains(share.Agency)) ? round.Stages.FirstOrDefault(stage => Stages.KindOf(stage) == kind) : null;
    }
}
