using System.Collections.Frozen;
using System.Collections.Immutable;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Appraisal;

/// <summary>Whom a round keeps from a unit: agencies the standing office declared an interest of, people who declared their own, and agencies with nobody left once those, and the unit's own people, are out.</summary>
public sealed class InterestBars
{
    private readonly ImmutableArray<Interest> interests;
    private readonly ImmutableArray<Mandate> ever;
    private readonly ImmutableArray<Mandate> now;
    private readonly ILookup<string, Guid> own;
    private readonly FrozenDictionary<string, ImmutableArray<Guid>> people;
    private readonly FrozenSet<(string Agency, string Unit)> agencies;

    /// <param name="ever">Mandates of appraisers and leaders, those that ended among them: whoever had an interest may have left.</param>
    /// <param name="now">Those among them that hold, of accounts that are open.</param>
    /// <param name="own">Accounts of such people by the unit they belong to, or that theirs came after.</param>
    public InterestBars(IEnumerable<Interest> interests, IEnumerable<Mandate> ever, IEnumerable<Mandate> now, ILookup<string, Guid> own)
    {
        (this.interests, this.ever, this.now, this.own) = ([.. interests], [.. ever], [.. now], own);
        people = this.interests.Where(row => row.IsPersonal).GroupBy(row => row.Unit).ToFrozenDictionary(same => same.Key, same => same.Select(row => row.Account).Distinct().ToImmutableArray());
        agencies = this.interests.Where(row => !row.IsPersonal).Select(row => (row.Agency, row.Unit)).Concat(people.Keys.Union(own.Select(unit => unit.Key)).SelectMany(unit => Emptied(unit).Select(agency => (agency, unit)))).ToFrozenSet();
    }

    /// <summary>Accounts that declared an interest of their own in the unit.</summary>
    public ImmutableArray<Guid> PeopleOf(string unit) => people.GetValueOrDefault(unit, []);

    /// <summary>Whether the agency appraises nothing of the unit: the whole of it is barred, or everybody in it who could appraise, or who could confirm.</summary>
    public bool Takes(string agency, string unit) => agencies.Contains((agency, unit));

    /// <summary>Whether whoever holds the mandate may use it on the unit: they have no interest in it and don't belong to it.</summary>
    public bool IsFree(Mandate mandate, string unit) => !IsInterested(mandate, unit) && !IsOwn(mandate, unit);

    /// <summary>As it would be with these as well.</summary>
    public InterestBars With(IEnumerable<Interest> more) => new(interests.Concat(more), ever, now, own);

    /// <summary>The same of one unit of a block, for who reads no board.</summary>
    internal static async Task<ImmutableArray<Guid>> PeopleAsync(ChiSoContext context, Guid block, string unit, CancellationToken cancel) =>
        [.. (await PeopleAsync(context, [block], cancel))[(block, unit)]];

    /// <summary>Accounts that declared an interest of their own, by block and unit.</summary>
    internal static async Task<ILookup<(Guid Block, string Unit), Guid>> PeopleAsync(ChiSoContext context, IReadOnlyCollection<Guid> blocks, CancellationToken cancel)
    {
        var wanted = blocks.ToList();
        var rows = await (from interest in context.Interests
                          join block in context.Blocks on interest.RoundId equals block.RoundId
                          where wanted.Contains(block.Id) && interest.Account != Guid.Empty
                          select new { block.Id, interest.Unit, interest.Account }).Distinct().ToListAsync(cancel);
        return rows.ToLookup(row => (row.Id, row.Unit), row => row.Account);
    }

    /// <summary>Agencies in which a role that somebody barred holds has nobody who is free: neither with an interest in the unit nor of it. Whoever had an interest counts when they are gone; without anybody barred the agency just lacks people, and is told so.</summary>
    private IEnumerable<string> Emptied(string unit)
    {
        return from held in ever.Where(mandate => IsInterested(mandate, unit)).Concat(now.Where(mandate => IsOwn(mandate, unit)))
               select (held.Unit, held.Role) into place
               where !now.Any(other => other.Unit == place.Unit && other.Role == place.Role && IsFree(other, unit))
               select place.Unit;
    }

    private bool IsInterested(Mandate mandate, string unit) => PeopleOf(unit) is { IsEmpty: false } declared && (declared.Contains(mandate.AccountId) || (mandate.ActingFor is { } principal && declared.Contains(principal)));

    private bool IsOwn(Mandate mandate, string unit) => own[unit].Contains(mandate.AccountId);
}
