using System.Collections.Immutable;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.People;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Appraisal;

/// <summary>A request with everything that was laid beside it.</summary>
public sealed record RequestCase(ReviewRequest Request)
{
    /// <summary>Accounts; empty before it is admitted.</summary>
    public ImmutableArray<Guid> Panel { get; init; } = [];

    /// <summary>Accounts that take seats that get empty, in this order. Until they do they read nothing.</summary>
    public ImmutableArray<Guid> StandIns { get; init; } = [];

    /// <summary>The newest of each member of the panel, oldest first.</summary>
    public ImmutableArray<RequestOpinion> Opinions { get; init; } = [];

    /// <summary>Oldest first, withdrawn ones among them.</summary>
    public ImmutableArray<RequestFile> Files { get; init; } = [];

    /// <summary>Those among the files that the virus scanner holds back.</summary>
    public FileHolds Holds { get; init; } = FileHolds.None;

    /// <summary>Oldest first.</summary>
    public ImmutableArray<RequestHearing> Hearings { get; init; } = [];

    /// <summary><c>null</c> where nobody proposed one.</summary>
    public RequestOverride? Override { get; init; }

    /// <summary>Accounts that declared an interest in the unit: the panel's seats are not for them.</summary>
    public ImmutableArray<Guid> Barred { get; init; } = [];

    /// <summary>What reading it is aimed at: its unit, and its panel.</summary>
    public Aim Aim => new(Request.Unit) { Panel = Panel, Barred = Barred };

    /// <summary>Over half of the panel has said what it proposes ("quá nửa"): before that nothing is concluded.</summary>
    public bool IsHeard => Panel.IsEmpty || (Panel.Length - Silent.Count()) * 2 > Panel.Length; // admitted before panels were accounts

    /// <summary>Members of the panel who have said nothing yet, or nothing that counts: what former members said, and those who declared an interest since, is kept and doesn't count.</summary>
    public IEnumerable<Guid> Silent => Panel.Where(account => Barred.Contains(account) || OpinionOf(account) is null);

    /// <summary>The files the unit laid in.</summary>
    public IEnumerable<RequestFile> NewEvidence => Files.Where(file => file.HearingId is null);

    /// <summary>The minutes of a hearing; <c>null</c> without, or while they are taken back.</summary>
    public RequestFile? MinutesOf(RequestHearing hearing) => hearing.WithdrawnAt is not null ? null : Files.FirstOrDefault(file => file.HearingId == hearing.Id && file.WithdrawnAt is null);

    /// <summary>Rises with every opinion, file and hearing, and with every file and hearing taken back: posted back with a conclusion, so that nobody concludes on what they have not seen.</summary>
    public int Laid { get; init; }

    /// <summary>Whether files that were taken back may still be read: for council, standing office and auditor.</summary>
    public bool OpensWithdrawn { get; private init; }

    /// <summary>As somebody may see it: what the panel proposes is for council, standing office and panel until it is concluded, and never before for people of the asking unit, whatever else they are; an override one person merely proposed is for council and standing office.</summary>
    public RequestCase For(Person person)
    {
        var reads = person.May(Act.ReadReview, new());
        var council = reads && !person.IsOwn(Request.Unit);
        return this with
        {
            OpensWithdrawn = reads,
            Opinions = council || Request.State == RequestState.Concluded || person.May(Act.AdviseOnRequest, Aim) ? Opinions : [],
            Override = council || Override?.ApprovedAt is not null ? Override : null,
        };
    }

    public RequestOpinion? OpinionOf(Guid person) => Opinions.FirstOrDefault(opinion => opinion.Person == person);

    /// <summary>Each of these requests, in their order.</summary>
    internal static async Task<ImmutableArray<RequestCase>> ReadAsync(ChiSoContext context, IReadOnlyCollection<ReviewRequest> requests, CancellationToken cancel)
    {
        if (requests.Count == 0)
            return [];
        var ids = requests.Select(request => request.Id).ToList();
        var panels = (await context.RequestPanelists.AsNoTracking().Where(one => ids.Contains(one.RequestId)).OrderBy(one => one.Place).ToListAsync(cancel)).ToLookup(one => one.RequestId);
        var opinions = (await context.RequestOpinions.AsNoTracking().Where(one => ids.Contains(one.RequestId)).OrderBy(one => one.At).ThenBy(one => one.Id).ToListAsync(cancel)).ToLookup(one => one.RequestId);
        var files = (await context.RequestFiles.AsNoTracking().Where(one => ids.Contains(one.RequestId)).OrderBy(one => one.At).ToListAsync(cancel)).ToLookup(one => one.RequestId);
        var hearings = (await context.RequestHearings.AsNoTracking().Where(one => ids.Contains(one.RequestId)).OrderBy(one => one.HeldOn).ThenBy(one => one.At).ToListAsync(cancel)).ToLookup(one => one.RequestId);
        var overrides = await context.RequestOverrides.AsNoTracking().Where(one => ids.Contains(one.RequestId)).ToDictionaryAsync(one => one.RequestId, cancel);
        var barred = await InterestBars.PeopleAsync(context, [.. requests.Select(request => request.BlockId).Distinct()], cancel);
        var holds = await FileVerdicts.HoldsAsync(context, files.SelectMany(same => same).Select(file => file.FileHash), cancel);
        return
        [
            .. requests.Select(request => new RequestCase(request)
            {
                Panel = [.. panels[request.Id].Where(one => one.Place == 0).Select(one => one.Account)],
                StandIns = [.. panels[request.Id].Where(one => one.Place > 0).Select(one => one.Account)],
                Barred = [.. barred[(request.BlockId, request.Unit)]],
                Laid = opinions[request.Id].Count() + files[request.Id].Sum(file => file.WithdrawnAt is null ? 1 : 2) + hearings[request.Id].Sum(hearing => hearing.WithdrawnAt is null ? 1 : 2),
                Opinions = [.. opinions[request.Id].GroupBy(opinion => opinion.Person).Select(same => same.Last()).OrderBy(opinion => opinion.At)],
                Files = [.. files[request.Id]],
                Hearings = [.. hearings[request.Id]],
                Override = overrides.GetValueOrDefault(request.Id),
                Holds = holds,
            }),
        ];
    }

    /// <summary>Accounts on the panels of any request on a line.</summary>
    internal static async Task<ImmutableArray<Guid>> PanelOfLineAsync(ChiSoContext context, Guid block, string unit, Engine.CriterionCode criterion, CancellationToken cancel) =>
    [
        .. await (from one in context.RequestPanelists
                  join request in context.ReviewRequests on one.RequestId equals request.Id
                  where one.Place == 0 && request.BlockId == block && request.Unit == unit && request.Criterion == criterion
                  select one.Account).Distinct().ToListAsync(cancel),
    ];
}
