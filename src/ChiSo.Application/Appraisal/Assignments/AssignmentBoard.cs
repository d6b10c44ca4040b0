using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>Who appraises what in a round: the rows as stored, what follows from them, and what is still missing.</summary>
public sealed record AssignmentBoard
{
    public required LiveRound Round { get; init; }

    public required Agencies Agencies { get; init; }

    /// <summary>One a block, in the order of the round.</summary>
    public required ImmutableArray<AppraiserMap> Maps { get; init; }

    public required ImmutableArray<Assignment> Rows { get; init; }

    public required ImmutableArray<Interest> Interests { get; init; }

    /// <summary>Mandates of appraisers and leaders that hold now, of accounts that are open.</summary>
    public required ImmutableArray<Mandate> Mandates { get; init; }

    /// <summary>All mandates of people who appraise, lead or are of the standing office, or once did or were, those that ended among them.</summary>
    public required ImmutableArray<Mandate> Ever { get; init; }

    /// <summary>Whom those interests keep from which unit.</summary>
    public required InterestBars Bars { get; init; }

    /// <summary>Those that keep somebody from a unit.</summary>
    public ImmutableArray<Interest> InterestsOf(Person person, string unit) => [.. Interests.Where(interest => interest.Unit == unit && interest.Keeps(person))];

    /// <summary>What each account that may appraise the unit for the agency does it under: one mandate an account, the own right first, as whoever is signed in acts.</summary>
    public ImmutableArray<Mandate> FreeAppraisers(string agency, string unit) =>
        [.. Mandates.Where(mandate => mandate.Role == Role.Appraiser && mandate.Unit == agency && Bars.IsFree(mandate, unit)).OrderBy(mandate => mandate.ActingFor is not null).ThenBy(mandate => mandate.From).DistinctBy(mandate => mandate.AccountId)];

    /// <summary>Who is behind what an account did: itself and everybody it stood in for then, as <see cref="SecondPerson"/> counts them.</summary>
    /// <param name="act">What gave the right to it.</param>
    /// <param name="at">UTC; when it was done, <c>null</c> where nothing tells: then whomever the account ever stood in for counts.</param>
    public ImmutableHashSet<Guid> Behind(Guid account, Act act, DateTime? at) => [account, .. SecondPerson.PrincipalsOf([.. Ever.Where(held => held.AccountId == account)], act, at)];

    /// <summary>Who would be behind an appraisal of the account now.</summary>
    public ImmutableHashSet<Guid> BehindNow(Guid account) => [account, .. SecondPerson.PrincipalsOf([.. Mandates.Where(held => held.AccountId == account)], Act.Appraise, null)];

    public AppraiserMap? Map(string block) => Maps.FirstOrDefault(map => map.Block.Code == block);

    /// <summary>Agencies that have lines and nobody to appraise or to confirm them, and units nobody in the working group is free to appraise: while there is one, lines have no appraiser.</summary>
    public IEnumerable<Problem> Missing()
    {
        foreach (var (agency, lines) in Maps.SelectMany(map => map.Shares().Concat(map.FirstLevelShares())).GroupBy(share => share.Agency).Select(same => (same.Key, same.Sum(share => share.Lines))))
        {
            var name = Agencies.NameOf(agency);
            if (!Has(Role.Appraiser, agency))
                yield return new("appraisers.nobody", name.Vi, new($"{lines} dòng được phân công nhưng cơ quan chưa có người thẩm định.", $"{lines} lines are assigned and the agency has no appraiser."),
                    new("Giao vai trò người thẩm định cho một tài khoản, hoặc phân công cơ quan khác.", "Give an account the role of appraiser, or assign another agency."));
            if (!Has(Role.LeadAgencyLeader, agency))
                yield return new("appraisers.no-leader", name.Vi, new($"{lines} dòng được phân công nhưng chưa có lãnh đạo xác nhận.", $"{lines} lines are assigned and there is no leader to confirm them."),
                    new("Giao vai trò lãnh đạo cơ quan chủ trì cho một tài khoản.", "Give an account the role of leader of a lead agency."));
        }

        foreach (var problem in Stranded())
            yield return problem;
    }

    /// <summary>Units with lines of the working group in which everybody there who could appraise, or confirm, has an interest or belongs to the unit: nobody comes after it.</summary>
    private IEnumerable<Problem> Stranded() =>
        from map in Maps
        from unit in map.Block.Units
        where map.Strands(unit.Code, Bars)
        select new Problem("appraisers.nobody-free", unit.Name.Vi,
            new("Dòng của đơn vị này thuộc Tổ giúp việc Hội đồng, nơi ai thẩm định hoặc xác nhận được cũng có xung đột lợi ích hoặc là người của chính đơn vị này.", "Lines of this unit are with the council's working group, where everybody who could appraise or confirm them has an interest or belongs to the unit."),
            new("Giao vai trò trong Tổ giúp việc cho người khác, hoặc phân công cơ quan khác.", "Give somebody else a role in the group, or assign another agency."));

    private bool Has(Role role, string agency) => Mandates.Any(mandate => mandate.Role == role && mandate.Unit == agency);
}
