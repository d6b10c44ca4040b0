using ChiSo.Application.Appraisal;
using ChiSo.Application.Publication;
using ChiSo.Application.Publication.Rehearsals;

namespace ChiSo.Web.People;

/// <summary>Whom the made-up people work for.</summary>
/// <param name="Unit">Its part is played by an officer and a leader.</param>
/// <param name="Agency">It appraises units; where it is a unit itself, its leader is that of the unit too.</param>
/// <param name="FirstLevel">It appraises units before the agencies do.</param>
internal sealed record DemoCast((string Code, string Name) Unit, (string Code, string Name) Agency, bool AgencyIsUnit, (string Code, string Name) FirstLevel)
{
    /// <summary>The sample's.</summary>
    public static DemoCast Usual { get; } = new((DemoRound.Unit, "Sở Nội vụ"), ("tuphap", "Sở Tư pháp"), AgencyIsUnit: true, (DemoTwoLevels.Agency, "Phòng Nội vụ quận"));

    /// <summary>The unit that is played, the agency with most lines to appraise besides, and the body that appraises that unit first, or else most lines first, where the round has two levels.</summary>
    public static async Task<DemoCast> OfAsync(Installation installation, Rehearsal rehearsal, CancellationToken cancel)
    {
        var board = await installation.Appraisers.ReadAsync(rehearsal.Round, cancel) ?? throw new InvalidOperationException($"The rehearsal has no round {rehearsal.Round}.");
        var map = board.Maps.First(one => one.Block.Unit(rehearsal.Unit) is not null);
        var agency = map.Shares().Where(share => share.Agency != rehearsal.Unit && share.Agency != Agencies.WorkingGroup).OrderByDescending(share => share.Lines).Select(share => share.Agency).FirstOrDefault(Agencies.WorkingGroup);
        return new((rehearsal.Unit, map.Block.Unit(rehearsal.Unit)!.Name.Vi), (agency, board.Agencies.NameOf(agency).Vi), map.Block.Unit(agency) is not null, FirstLevelOf(board, map, rehearsal.Unit)); // found just above
    }

    private static (string Code, string Name) FirstLevelOf(AssignmentBoard board, AppraiserMap map, string unit) =>
        map.Criteria.Leaves().Select(leaf => map.FirstLevelOf(leaf.Code, unit)).OfType<string>()
            .Concat(board.Maps.SelectMany(one => one.FirstLevelShares()).Select(share => share.Agency))
            .Select(code => (code, board.Agencies.NameOf(code).Vi)).FirstOrDefault(Usual.FirstLevel);
}
