using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Sampling.Handed;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Sampling;

/// <summary>The sample of a survey at the desk: its frame, draws anybody can repeat, invitations from a draw, replacements in the order of the reserve. Every draw stays on record, so that nobody draws until they like it unseen.</summary>
public sealed class SurveySampling(ChiSoDatabase database, SurveyDesk desk, TimeProvider clock)
{
    private const int LongestReason = 500;

    public async Task<SurveySampleView> FindAsync(LiveSurvey survey, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await ReadAsync(context, survey, cancel);
    }

    /// <summary>Puts lists together and keeps them as the frame.</summary>
    /// <param name="lists">Each list, or why it can't be read; every problem of all is told.</param>
    public Task<Result<SurveySampleView>> KeepFrameAsync(string code, ImmutableArray<Result<ImmutableArray<Invitee>>> lists, Person person, CancellationToken cancel) => WriteAsync<SurveySampleView>(code, person, async (context, survey, now, change) =>
    {
        if (lists.IsEmpty)
            return SurveyProblems.NoList("lists");
        ImmutableArray<Invitee> rows = [.. lists.SelectMany(list => list.TryGet(out var people) ? people : [])];
        ImmutableArray<Problem> problems = [.. lists.SelectMany(list => list.Problems), .. rows.Where(row => row.Unit.Length > 0 && survey.Declaration.About(row.Unit) is null).Select(row => SurveyProblems.NoUnit(row.Where, row.Unit))];
        var merged = MergedLists.Of(rows, []);
        if (!problems.IsEmpty || !merged.TryGet(out var found))
            return problems.AddRange(merged.Problems);
        return await KeepAsync(context, survey, now, found, source: null, change, cancel);
    }, cancel);

    /// <summary>Puts the lists units handed in together and keeps them as the frame; whoever the frame has from units that handed in nothing stays.</summary>
    public Task<Result<SurveySampleView>> MergeHandedAsync(string code, Person person, CancellationToken cancel) => WriteAsync<SurveySampleView>(code, person, async (context, survey, now, change) =>
    {
        var (handed, lists) = await UnitLists.ReadAsync(context, survey, cancel);
        if (handed.IsEmpty)
            return HandedListProblems.NothingHandedIn(code);
        var found = now.Frame is { } held ? FrameContacts.Read(await context.SurveyFrames.Where(frame => frame.Id == held.Id).Select(frame => frame.Contacts).SingleAsync(cancel)) : FrameContacts.Read("");
        var others = now.Frame?.People.Where(one => !lists.Contains(one.Unit)).Select(one => one with { Whereabouts = found.GetValueOrDefault((one.Unit, one.Reference)) }) ?? [];
        var merged = MergedLists.Of(handed.Concat(others), []);
        return merged.TryGet(out var people) ? await KeepAsync(context, survey, now, people, source: null, change, cancel) : merged.Problems;
    }, cancel);

    /// <summary>Keeps as the frame who was served in a period, each person once a unit.</summary>
    /// <param name="tables">Of dossiers, each or why it can't be read; every problem of all is told.</param>
    /// <param name="from">The first day of the period, as typed.</param>
    /// <param name="to">The last one.</param>
    public Task<Result<SurveySampleView>> KeepServedAsync(string code, ImmutableArray<Result<ImmutableArray<ServedDossier>>> tables, string from, string to, Person person, CancellationToken cancel) => WriteAsync<SurveySampleView>(code, person, async (context, survey, now, change) =>
    {
        var read = ServedPeriod.Read(from, "from", to, "to");
        ImmutableArray<Problem> problems = [.. tables.IsEmpty ? [SampleProblems.NoDossiers("dossiers")] : tables.SelectMany(table => table.Problems), .. read.Problems];
        if (!problems.IsEmpty || !read.TryGet(out var period))
            return problems;
        var served = ServedPeople.Of(tables.SelectMany(table => table.TryGet(out var rows) ? rows : []), period);
        if (!served.TryGet(out var people))
            return served.Problems;
        return await KeepAsync(context, survey, now, new(people.People, people.Source.Twice, 0), people.Source, change, cancel);
    }, cancel);

    /// <summary>Draws and keeps the draw. The same plan and seed on the same frame again change nothing.</summary>
    /// <param name="frame">The hash of the frame as it was shown.</param>
    public Task<Result<SurveySampleView>> DrawAsync(string code, SamplePlan plan, string seed, string frame, Person person, CancellationToken cancel) => WriteAsync<SurveySampleView>(code, person, async (context, survey, now, change) =>
    {
        if (now.Frame is not { } held)
            return SampleProblems.NoFrame(code);
        if (held.Hash != frame)
            return SampleProblems.OtherFrame(code);
        if (!ulong.TryParse(seed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return SampleProblems.Seed(seed);
        if (now.Draws.Any(draw => draw.InvitedAt is not null))
            return SampleProblems.AlreadyInvited(code);
        var drawn = SampleDrawing.Draw(survey.Declaration, held.People, plan, number);
        if (!drawn.TryGet(out var draw))
            return drawn.Problems;
        var (written, hash) = (JsonSerializer.Serialize(plan), HashOf(draw));
        if (now.Newest is { } last && last.RowsHash == hash && last.FrameHash == held.Hash && last.Seed == number)
            return now;
        var stored = new StoredDraw { SurveyId = survey.Id, FrameId = held.Id, Number = now.Draws.Length + 1, Plan = written, Seed = number.ToString(CultureInfo.InvariantCulture), Version = draw.Version, RowsHash = hash, By = change.By, At = change.At };
        context.SurveyDraws.Add(stored);
        await Trail.AppendAsync(context, SurveyDesk.ChainOf(code), change, "survey.drawn", code, new { stored.Number, seed = stored.Seed, frame = held.Hash, draw.Version, draw.Method, plan, rows = hash }, cancel);
        return await ReadAsync(context, survey, cancel);
    }, cancel);

    /// <summary>Makes a link for everybody in the newest draw's sample who has none yet; the reserve waits.</summary>
    public Task<Result<InvitedPeople>> InviteAsync(string code, int number, Person person, CancellationToken cancel) => WriteAsync<InvitedPeople>(code, person, async (context, survey, now, change) =>
    {
        if (now.Newest is not { } newest || newest.Number != number)
            return now.Draws.Any(draw => draw.Number == number) ? SampleProblems.NotNewest(code) : SampleProblems.Unknown(code);
        var people = newest.People.Where(one => !one.IsReserve).Select(one => new Invitee(one.Id, one.Unit, one.Stratum, $"{one.Unit} {one.Id}"));
        var merged = MergedLists.Of(people, await SurveyDesk.InvitedAsync(context, survey, cancel));
        if (!merged.TryGet(out var found))
            return merged.Problems;
        if (found.People.IsEmpty)
            return SurveyProblems.NobodyNew(code);
        var invited = await desk.InviteAsync(context, code, await FoundAsync(context, survey, newest, found.People, cancel), change, cancel);
        if (!invited.TryGet(out var links))
            return invited.Problems;
        (await context.SurveyDraws.SingleAsync(draw => draw.Id == newest.Id, cancel)).Invite(change.At);
        await context.SaveChangesAsync(cancel);
        return new InvitedPeople(links, found.Twice, found.Before);
    }, cancel);

    /// <summary>Asks the next of the reserve of the same unit and stratum, and with two stages of the same cluster.</summary>
    /// <param name="id">Who can't be asked, as the list names them.</param>
    public Task<Result<InvitedPeople>> ReplaceAsync(string code, string unit, string id, string reason, Person person, CancellationToken cancel) => WriteAsync<InvitedPeople>(code, person, async (context, survey, now, change) =>
    {
        if (now.Newest is not { InvitedAt: not null } draw)
            return SampleProblems.Unknown(code);
        if (string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > LongestReason)
            return SampleProblems.NoReason("reason");
        var replaced = now.Replacements.Select(row => (row.Unit, row.Replaced)).ToHashSet();
        var stepped = now.Replacements.Select(row => (row.Unit, row.By)).ToHashSet();
        if (draw.People.FirstOrDefault(one => one.Unit == unit && one.Id == id.Trim() && (!one.IsReserve || stepped.Contains((unit, one.Id)))) is not { } gone || replaced.Contains((unit, gone.Id)))
            return SampleProblems.NotInSample("id", id);
        var next = draw.People.Where(one => one.IsReserve && one.Unit == unit && one.Stratum == gone.Stratum && (draw.Plan.Method != SampleMethod.TwoStage || one.Cluster == gone.Cluster) && !stepped.Contains((unit, one.Id))).MinBy(one => one.Order);
        if (next is null)
            return SampleProblems.NoReserve("id", unit);
        var invited = await desk.InviteAsync(context, code, await FoundAsync(context, survey, draw, [new(next.Id, next.Unit, next.Stratum, $"{next.Unit} {next.Id}")], cancel), change, cancel);
        if (!invited.TryGet(out var links))
            return invited.Problems;
        var row = new SampleReplacement { DrawId = draw.Id, Number = now.Replacements.Length + 1, Unit = unit, Replaced = gone.Id, By = next.Id, Reason = reason.Trim(), At = change.At };
        context.SampleReplacements.Add(row);
        await Trail.AppendAsync(context, SurveyDesk.ChainOf(code), change, "survey.replaced", code, new { draw = draw.Number, row.Number, row.Unit, next.Stratum, reserve = next.Order }, cancel); // no names: the chain outlives the lists
        return new InvitedPeople(links, 0, 0);
    }, cancel);

    /// <summary>People of a draw with their group of clusters and what the frame says of how they are found.</summary>
    private static async Task<ImmutableArray<Invitee>> FoundAsync(ChiSoContext context, LiveSurvey survey, HeldDraw draw, ImmutableArray<Invitee> people, CancellationToken cancel)
    {
        var groups = draw.GroupsOf(survey.Declaration.MinimumCell);
        var found = FrameContacts.Read(await context.SurveyDraws.Where(one => one.Id == draw.Id).Join(context.SurveyFrames, one => one.FrameId, frame => frame.Id, (_, frame) => frame.Contacts).SingleAsync(cancel));
        return [.. people.Select(one => one with { Whereabouts = found.GetValueOrDefault((one.Unit, one.Reference)), ClusterGroup = groups.GetValueOrDefault((one.Unit, one.Reference), "") })];
    }

    private static async Task<Result<SurveySampleView>> KeepAsync(ChiSoContext context, LiveSurvey survey, SurveySampleView now, MergedLists found, DossierSource? source, Change change, CancellationToken cancel)
    {
        var framed = SampleDrawing.FrameOf(found.People);
        if (!framed.TryGet(out var frame))
            return framed.Problems;
        if (now.Frame is { } held && held.Hash == frame.Hash && held.Source == source)
        {
            await FindAgainAsync(context, survey, held.Id, found.People, change, cancel);
            return now;
        }

        ImmutableArray<Invitee> kept = [.. found.People.Select(one => one with { Where = "", Whereabouts = null }).OrderBy(one => one.Unit, StringComparer.Ordinal).ThenBy(one => one.Reference, StringComparer.Ordinal)];
        context.SurveyFrames.Add(new() { SurveyId = survey.Id, Hash = frame.Hash, People = JsonSerializer.Serialize(kept), Source = source is null ? "" : JsonSerializer.Serialize(source), Contacts = FrameContacts.Write(found.People), By = change.By, At = change.At });
        await Trail.AppendAsync(context, SurveyDesk.ChainOf(survey.Code), change, "survey.frame-kept", survey.Code, new { frame = frame.Hash, people = kept.Length, twice = found.Twice, source }, cancel);
        return await ReadAsync(context, survey, cancel);
    }

    /// <summary>The same people, found elsewhere.</summary>
    private static async Task FindAgainAsync(ChiSoContext context, LiveSurvey survey, Guid frame, ImmutableArray<Invitee> people, Change change, CancellationToken cancel)
    {
        var before = await context.SurveyFrames.Where(one => one.Id == frame).Select(one => one.Contacts).SingleAsync(cancel);
        var contacts = FrameContacts.Over(before, people);
        if (contacts == before)
            return;
        await context.SurveyFrames.Where(one => one.Id == frame).ExecuteUpdateAsync(set => set.SetProperty(one => one.Contacts, contacts), cancel);
        await Trail.AppendAsync(context, SurveyDesk.ChainOf(survey.Code), change, "survey.found", survey.Code, new { people = people.Count(one => one.Whereabouts is not null) }, cancel); // how many, and nothing of them
    }

    private Task<Result<T>> WriteAsync<T>(string code, Person person, Func<ChiSoContext, LiveSurvey, SurveySampleView, Change, Task<Result<T>>> act, CancellationToken cancel) => database.WriteAsync<Result<T>>(
        async context =>
        {
            if (person.MandateTo(Act.RunSurveys, new()) is not { } mandate)
                return SurveyProblems.NotAllowed(code);
            await Trail.LockAsync(context, SurveyDesk.ChainOf(code), cancel);
            if (await desk.FindAsync(context, code, cancel) is not { } survey)
                return SurveyProblems.Unknown(code);
            if (survey.IsClosed)
                return SurveyProblems.Closed(code);
            return await act(context, survey, await ReadAsync(context, survey, cancel), new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""));
        }, cancel);

    internal static async Task<SurveySampleView> ReadAsync(ChiSoContext context, LiveSurvey survey, CancellationToken cancel)
    {
        var frames = (await context.SurveyFrames.AsNoTracking().Where(frame => frame.SurveyId == survey.Id).OrderBy(frame => frame.At).ThenBy(frame => frame.Id).ToListAsync(cancel)).Select(HeldFrame.Of).ToList();
        var draws = await context.SurveyDraws.AsNoTracking().Where(draw => draw.SurveyId == survey.Id).OrderBy(draw => draw.Number).ToListAsync(cancel);
        var newest = draws.Count == 0 ? Guid.Empty : draws[^1].Id;
        var replacements = await context.SampleReplacements.AsNoTracking().Where(row => row.DrawId == newest).OrderBy(row => row.Number).ToListAsync(cancel);
        return new(frames.LastOrDefault(), [.. draws.Select(draw => Held(survey, draw, frames.Single(frame => frame.Id == draw.FrameId)))], [.. replacements]) { Frames = frames.DistinctBy(frame => frame.Hash).ToImmutableDictionary(frame => frame.Hash) };
    }

    private static HeldDraw Held(LiveSurvey survey, StoredDraw stored, HeldFrame frame)
    {
        var plan = JsonSerializer.Deserialize<SamplePlan>(stored.Plan) ?? throw new InvalidDataException($"The plan of draw {stored.Number} can't be read.");
        var seed = ulong.Parse(stored.Seed, CultureInfo.InvariantCulture);
        var isSame = SampleDrawing.Draw(survey.Declaration, frame.People, plan, seed).TryGet(out var draw) && HashOf(draw) == stored.RowsHash;
        return new(stored.Id, stored.Number, plan, seed, stored.Version, frame.Hash, stored.RowsHash, stored.By, stored.At, stored.InvitedAt, draw is null ? [] : SampleDrawing.People(draw), isSame);
    }

    private static string HashOf(Draw draw) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(FrameFile.Text(draw))));
}

/// <summary>What is kept of a survey's sample.</summary>
/// <param name="Frame">The newest; <c>null</c> before there is one.</param>
/// <param name="Draws">In the order they were made.</param>
/// <param name="Replacements">Of the newest draw, in their order.</param>
public sealed record SurveySampleView(HeldFrame? Frame, ImmutableArray<HeldDraw> Draws, ImmutableArray<SampleReplacement> Replacements)
{
    /// <summary>Every frame that is kept, by its hash.</summary>
    internal ImmutableDictionary<string, HeldFrame> Frames { get; init; } = ImmutableDictionary<string, HeldFrame>.Empty;

    public HeldDraw? Newest => Draws.IsEmpty ? null : Draws[^1];
}

/// <summary>A frame that is kept.</summary>
/// <param name="People">By unit and id.</param>
public sealed record HeldFrame(Guid Id, string Hash, ImmutableArray<Invitee> People, Guid By, DateTime At)
{
    /// <summary>The dossiers it was made of; <c>null</c> for lists of people.</summary>
    public DossierSource? Source { get; init; }

    internal static HeldFrame Of(StoredFrame stored) => new(stored.Id, stored.Hash, JsonSerializer.Deserialize<ImmutableArray<Invitee>>(stored.People), stored.By, stored.At) { Source = stored.Source.Length == 0 ? null : JsonSerializer.Deserialize<DossierSource>(stored.Source) };
}

/// <summary>A draw that is kept, drawn anew when it is read.</summary>
/// <param name="IsRepeated">Whether drawing anew gave the same rows.</param>
public sealed record HeldDraw(Guid Id, int Number, SamplePlan Plan, ulong Seed, int Version, string FrameHash, string RowsHash, Guid By, DateTime At, DateTime? InvitedAt, ImmutableArray<DrawnPerson> People, bool IsRepeated)
{
    /// <summary>The <see cref="ClusterGroups"/> of everybody drawn, the reserve with those it may stand in for; nobody where none can be kept.</summary>
    internal Dictionary<(string Unit, string Id), string> GroupsOf(int least)
    {
        var groups = ClusterGroups.Of(this, least);
        return People.Where(one => groups.ContainsKey((one.Unit, one.Stratum, one.Cluster))).ToDictionary(one => (one.Unit, one.Id), one => groups[(one.Unit, one.Stratum, one.Cluster)]);
    }
}
