using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Appraisal;

/// <summary>Somebody with an account, and why they may not look at a request.</summary>
/// <param name="Interest">What they have to do with the line or the unit; <c>null</c> for nothing.</param>
/// <param name="HasRole">Whether a mandate of theirs lets them look at requests at all.</param>
/// <param name="StandsIn">Whether every such mandate is for somebody who may not look at this one.</param>
internal sealed record Candidate(Guid Account, string Name, Words? Interest, bool HasRole, bool StandsIn)
{
    private static readonly Words Through = new("chỉ có vai trò này khi làm thay người không được xem xét đề nghị", "holds that role only for somebody who may not look at it");

    private static readonly Words NoRole = new("không giữ vai trò trong Hội đồng, cơ quan thường trực hay cơ quan thẩm định", "holds no mandate of the council, the standing office or an appraising agency");

    /// <summary><c>null</c> for who may.</summary>
    public Words? Barred => Interest ?? (!HasRole ? NoRole : StandsIn ? Through : null);
}

/// <summary>Who may look at a request: council, standing office and other agencies, without whoever marked or confirmed the line, is of its agency or of the asking unit, or has a declared interest. A mandate for somebody else passes on what bars them; what bars oneself bars under every mandate.</summary>
internal sealed class PanelCandidates(Appraisers appraisers, TimeProvider clock)
{
    private static readonly Words OwnUnit = new("là người của đơn vị đề nghị", "belongs to the asking unit");
    private static readonly Words Marked = new("đã thẩm định tiêu chí này", "appraised this line");
    private static readonly Words Confirmed = new("đã xác nhận kết quả thẩm định tiêu chí này", "confirmed the appraisal of this line");
    private static readonly Words Agency = new("thuộc cơ quan thẩm định tiêu chí này", "belongs to the agency that appraises this line");
    private static readonly Words Declared = new("đã khai xung đột lợi ích với đơn vị đề nghị", "declared an interest in the asking unit");
    private static readonly Words Interested = new("thuộc cơ quan đã khai lợi ích liên quan với đơn vị đề nghị", "belongs to an agency with a declared interest in the asking unit");

    public async Task<ImmutableArray<Candidate>> ReadAsync(ChiSoContext context, RequestDesk desk, ReviewRequest request, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var mandates = (await context.Mandates.AsNoTracking().ToListAsync(cancel)).Where(mandate => mandate.HoldsAt(now)).ToList();
        var heirs = await Inherited.ByAsync(context, [.. mandates.Select(mandate => mandate.Unit).Where(unit => unit.Length > 0).Distinct()], VietnamTime.Today(clock), cancel);
        var line = await BarsAsync(context, desk, request, cancel) with { Units = [request.Unit, .. heirs.Where(heir => heir.Unit == request.Unit).Select(heir => heir.By)] };
        var held = mandates.ToLookup(mandate => mandate.AccountId);
        var accounts = await context.Accounts.AsNoTracking().Where(account => !account.Closed).OrderBy(account => account.FullName).ToListAsync(cancel);
        return [.. accounts.Select(account => Of(account.Id, account.FullName))];

        Candidate Of(Guid account, string name)
        {
            var ofPanels = held[account].Where(IsOfPanels).ToList();
            return new(account, name, line.Find(account, [.. held[account]]), ofPanels.Count > 0, ofPanels.TrueForAll(mandate => mandate.ActingFor is { } principal && line.Find(principal, [.. held[principal]]) is not null));
        }
    }

    private static bool IsOfPanels(Mandate mandate) => mandate.Role is Role.CouncilMember or Role.CouncilChair or Role.StandingOffice or Role.Appraiser or Role.LeadAgencyLeader;

    private async Task<Bars> BarsAsync(ChiSoContext context, RequestDesk desk, ReviewRequest request, CancellationToken cancel)
    {
        var round = desk.Sheet.Round.Code;
        var board = await appraisers.ReadAsync(context, round, cancel);
        var map = board?.Map(desk.Sheet.Block.Code);
        var (chain, subject) = (Trail.OfRound(round), $"{request.Unit} {request.Criterion} ");
        return new(
            [.. await context.Positions.Where(row => row.BlockId == request.BlockId && row.Unit == request.Unit && row.Criterion == request.Criterion && (row.Stage == Stages.FirstLevel || row.Stage == Stages.FirstReview || row.Stage == Stages.SecondReview)).Select(row => row.Person).Distinct().ToListAsync(cancel)],
            [.. await context.AuditLinks.Where(link => link.Chain == chain && link.Act == "review.confirmed" && link.Subject.StartsWith(subject)).Select(link => link.By).Distinct().ToListAsync(cancel)],
            map is null ? [] : [.. new[] { map.Of(request.Criterion, request.Unit).Agency, map.FirstLevelOf(request.Criterion, request.Unit) }.OfType<string>()],
            [.. (board?.Interests ?? []).Where(interest => interest.Unit == request.Unit && !interest.IsPersonal).Select(interest => interest.Agency)],
            [.. board?.Bars.PeopleOf(request.Unit) ?? []]);
    }

    /// <param name="Marked">Whoever gave a mark, the first or the second, at any stage of appraisal.</param>
    /// <param name="Interested">Agencies.</param>
    /// <param name="Declared">Whoever declared an interest of their own.</param>
    private sealed record Bars(ImmutableHashSet<Guid> Marked, ImmutableHashSet<Guid> Confirmed, ImmutableHashSet<string> Agencies, ImmutableHashSet<string> Interested, ImmutableHashSet<Guid> Declared)
    {
        /// <summary>The asking unit, and those that came after it.</summary>
        public ImmutableHashSet<string> Units { get; init; } = [];

        public Words? Find(Guid account, List<Mandate> held) =>
            held.Exists(mandate => Units.Contains(mandate.Unit)) ? OwnUnit
            : Marked.Contains(account) ? PanelCandidates.Marked
            : Confirmed.Contains(account) ? PanelCandidates.Confirmed
            : Declared.Contains(account) ? PanelCandidates.Declared
            : held.Exists(mandate => Agencies.Contains(mandate.Unit)) ? Agency
            : held.Exists(mandate => Interested.Contains(mandate.Unit)) ? PanelCandidates.Interested
            : null;
    }
}
