using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Mail;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Sampling;
using ChiSo.Application.Surveys.Sampling.Handed;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Mailing;

/// <summary>Invitations by mail. The outbox holds neither address nor link: both are put in as a message leaves, and the key of the link is made then and stands nowhere afterwards.</summary>
public sealed class SurveyMail(ChiSoDatabase database, SurveyDesk desk, TimeProvider clock)
{
    private const string Prefix = "survey-mail ";
    private const string Invitation = "invitation";
    private const string Reminder = "reminder";

    /// <summary>Invites everybody on the lists who has no link yet, and tries those again whose address was corrected after a failure.</summary>
    /// <param name="lists">Each list, or why it can't be read; every problem of all is told.</param>
    /// <param name="hasServer">Whether mail can leave the house.</param>
    public Task<Result<MailedPeople>> InviteAsync(string code, ImmutableArray<Result<ImmutableArray<Contact>>> lists, bool hasServer, Person person, CancellationToken cancel) => WriteAsync<MailedPeople>(code, hasServer, person, async (context, survey, change) =>
    {
        if (lists.IsEmpty)
            return SurveyProblems.NoList("lists");
        if (lists.SelectMany(list => list.Problems).ToImmutableArray() is { IsEmpty: false } unread)
            return unread;
        List<Contact> contacts = [.. lists.SelectMany(list => list.TryGet(out var read) ? read : [])];
        var sample = (await SurveySampling.ReadAsync(context, survey, cancel)).Newest;
        Result<List<Contact>> known = sample is null ? contacts : Drawn(survey, contacts, sample);
        if (!known.TryGet(out var people))
            return known.Problems;

        var merged = MergedLists.Of(people.Select(contact => contact.To), await SurveyDesk.InvitedAsync(context, survey, cancel));
        if (!merged.TryGet(out var found))
            return merged.Problems;
        var again = await CorrectAsync(context, survey, people, change, cancel);
        if (found.People.IsEmpty && again == 0)
            return SurveyProblems.NobodyNew(code);
        if (!found.People.IsEmpty)
        {
            var invited = await desk.InviteAsync(context, code, found.People, change, cancel); // its keys are dropped: others are made as messages leave
            if (!invited.TryGet(out _))
                return invited.Problems;
            await QueueAsync(context, survey, found.People, people, change, cancel);
            if (sample is not null)
                (await context.SurveyDraws.SingleAsync(draw => draw.Id == sample.Id, cancel)).Invite(change.At);
        }

        await Trail.AppendAsync(context, SurveyDesk.ChainOf(code), change, "survey.mailed", code, new { people = found.People.Length, again }, cancel);
        return new MailedPeople(found.People.Length, again, found.Twice, found.Before - again);
    }, cancel);

    /// <summary>Queues the one reminder to everybody invited by mail; it leaves only for those whose link is unused then, and nothing tells for whom it left.</summary>
    /// <returns>How many were queued, for used links and unused ones alike.</returns>
    public Task<Result<int>> RemindAsync(string code, bool hasServer, Person person, CancellationToken cancel) => WriteAsync<int>(code, hasServer, person, async (context, survey, change) =>
    {
        var rows = await context.SurveyAddresses.Where(row => row.SurveyId == survey.Id && row.Address != "" && !row.Reminded).ToListAsync(cancel);
        if (rows.Count == 0)
            return MailProblems.NobodyToRemind(code);
        await Outbox.QueueAsync(context, [.. rows.Select(row => Message(row, Reminder, code, change.At))], cancel);
        rows.ForEach(row => row.Remind());
        await Trail.AppendAsync(context, SurveyDesk.ChainOf(code), change, "survey.reminded", code, new { people = rows.Count }, cancel);
        return rows.Count;
    }, cancel);

    /// <summary>How many invitations wait, left and failed, and whom they did not reach.</summary>
    public async Task<MailBoard> BoardAsync(LiveSurvey survey, CancellationToken cancel)
    {
        await using var context = database.Open();
        var rows = await (from row in context.Set<SurveyAddress>().AsNoTracking()
                          join invitation in context.Set<SurveyInvitation>() on row.InvitationId equals invitation.Id
                          where row.SurveyId == survey.Id && row.Address != ""
                          select new { row, invitation.Reference, invitation.Unit }).ToListAsync(cancel);
        var about = AboutOf(survey.Code);
        var messages = (await context.OutgoingMessages.AsNoTracking().Where(message => message.About == about).Select(message => new { message.Key, message.State, message.Error }).ToListAsync(cancel)).ToDictionary(message => message.Key, StringComparer.Ordinal);
        var states = rows.Select(one => (one.Unit, one.Reference, one.row.Reminded, Message: messages.GetValueOrDefault(KeyOf(one.row, Invitation)))).ToList();
        return new(states.Count(one => one.Message?.State == MessageState.Waiting), states.Count(one => one.Message is null or { State: MessageState.Sent }), states.Count(one => one.Reminded),
            [.. states.Where(one => one.Message?.State == MessageState.Failed).Select(one => new Undelivered(one.Unit, one.Reference, one.Message!.Error)).OrderBy(one => one.Unit, StringComparer.Ordinal).ThenBy(one => one.Reference, StringComparer.Ordinal)]); // failed: there is one
    }

    /// <summary>The same channel, for messages of surveys too.</summary>
    /// <param name="address">Where people reach the pages, without a slash at the end.</param>
    public IMessageChannel Through(IMessageChannel channel, string address) => channel.Kind == ChannelKind.Mail ? new InvitationChannel(this, channel, address) : channel;

    /// <summary>A message as it leaves, with a key made now; <c>null</c> when there is nothing to say any more.</summary>
    internal async Task<OutgoingMessage?> FillAsync(OutgoingMessage message, string address, CancellationToken cancel)
    {
        var parts = message.Key.Split(' '); // as Message writes it
        var id = Guid.Parse(parts[1]);
        await using var context = database.Open();
        var found = await (from row in context.Set<SurveyAddress>().AsNoTracking()
                           join invitation in context.Set<SurveyInvitation>() on row.InvitationId equals invitation.Id
                           join stored in context.Set<StoredSurvey>() on row.SurveyId equals stored.Id
                           where row.Id == id && !invitation.Used
                           select new { row, invitation.Id, invitation.Unit, stored.Code }).SingleOrDefaultAsync(cancel);
        if (found is null || KeyOf(found.row, parts[3]) != message.Key || await desk.FindAsync(context, found.Code, cancel) is not { IsClosed: false } survey || survey.Declaration.Closes < VietnamTime.Today(clock) || MailWords.In(found.row.Language) is not { } words)
            return null;
        var link = "";
        if (parts[3] == Invitation)
        {
            var key = LinkKey.New();
            var sign = LinkKey.OfInvitation(survey.Code, key);
            if (await database.WriteAsync(writing => writing.SurveyInvitations.Where(row => row.Id == found.Id && !row.Used).ExecuteUpdateAsync(set => set.SetProperty(row => row.KeyHash, sign), cancel), cancel) == 0)
                return null;
            link = $"{address}/s/{survey.Code}?k={key}&l={words.Code}";
        }

        return new()
        {
            Id = message.Id, Key = message.Key, Channel = message.Channel, About = message.About, Account = message.Account, Name = "", To = found.row.Address, Subject = words.Subject(survey), Text = words.Text(survey, found.Unit, link), QueuedAt = message.QueuedAt, DueAt = message.DueAt,
        };
    }

    internal static bool IsOfSurvey(OutgoingMessage message) => message.Key.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Forgets how the people of a survey are found, where it ends or has ended: addresses of mail and what frames and lists of units hold, of whom most were never invited, in any case; names, places and telephones of those invited unless the survey declares a later day for them.</summary>
    internal static async Task<ForgottenContacts> ForgetAsync(ChiSoContext context, LiveSurvey survey, DateOnly today, CancellationToken cancel)
    {
        var frames = await context.SurveyFrames.Where(frame => frame.SurveyId == survey.Id && frame.Contacts != "").ExecuteUpdateAsync(set => set.SetProperty(frame => frame.Contacts, ""), cancel);
        frames += await context.SurveyHandedLists.Where(list => list.SurveyId == survey.Id && list.Contacts != "").ExecuteUpdateAsync(set => set.SetProperty(list => list.Contacts, ""), cancel);
        var rows = context.SurveyAddresses.Where(row => row.SurveyId == survey.Id);
        if (!(survey.Declaration.ContactsUntil >= today))
            return new(await rows.ExecuteDeleteAsync(cancel), frames);
        var mailed = await rows.Where(row => row.Address != "").ExecuteUpdateAsync(set => set.SetProperty(row => row.Address, "").SetProperty(row => row.Language, ""), cancel);
        await rows.Where(row => row.Address == "" && row.Name == "" && row.Place == "" && row.Telephone == "").ExecuteDeleteAsync(cancel); // counted just above
        return new(mailed, frames);
    }

    /// <summary>The contacts under the strata and groups of clusters of the draw.</summary>
    private static Result<List<Contact>> Drawn(LiveSurvey survey, List<Contact> contacts, HeldDraw draw)
    {
        var groups = draw.GroupsOf(survey.Declaration.MinimumCell);
        var sample = draw.People.Where(one => !one.IsReserve).ToDictionary(one => (one.Unit, one.Id));
        ImmutableArray<Problem> problems = [.. contacts.Where(contact => !sample.ContainsKey((contact.To.Unit, contact.To.Reference))).Select(contact => MailProblems.NotDrawn(contact.To.Where, contact.To.Reference))];
        return problems.IsEmpty ? contacts.Select(contact => contact with { To = contact.To with { Stratum = sample[(contact.To.Unit, contact.To.Reference)].Stratum, ClusterGroup = groups.GetValueOrDefault((contact.To.Unit, contact.To.Reference), "") } }).ToList() : problems;
    }

    private static async Task QueueAsync(ChiSoContext context, LiveSurvey survey, ImmutableArray<Invitee> people, List<Contact> contacts, Change change, CancellationToken cancel)
    {
        var reach = contacts.GroupBy(contact => MergedLists.KeyOf(contact.To)).ToDictionary(group => group.Key, group => group.First());
        var wanted = people.Select(person => (person.Reference, person.Unit)).ToHashSet();
        var found = await context.SurveyAddresses.Where(row => row.SurveyId == survey.Id && row.Address == "").ToDictionaryAsync(row => row.InvitationId, cancel); // with a name or a telephone already
        var rows = (await context.SurveyInvitations.AsNoTracking().Where(row => row.SurveyId == survey.Id).Select(row => new { row.Id, row.Reference, row.Unit }).ToListAsync(cancel)).Where(row => wanted.Contains((row.Reference, row.Unit))).Select(row =>
        {
            var (contact, address) = (reach[MergedLists.KeyOf(new(row.Reference, row.Unit, "", ""))], found.GetValueOrDefault(row.Id) ?? context.SurveyAddresses.Add(new() { SurveyId = survey.Id, InvitationId = row.Id }).Entity);
            address.Reach(contact.Address, contact.Language);
            return address;
        }).ToList();
        await Outbox.QueueAsync(context, [.. rows.Select(row => Message(row, Invitation, survey.Code, change.At))], cancel);
    }

    /// <summary>Tries those again whom no message reached and whose address is another now.</summary>
    private static async Task<int> CorrectAsync(ChiSoContext context, LiveSurvey survey, List<Contact> contacts, Change change, CancellationToken cancel)
    {
        var about = AboutOf(survey.Code);
        var failed = (await context.OutgoingMessages.AsNoTracking().Where(message => message.About == about && message.State == MessageState.Failed).Select(message => message.Key).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        var reach = contacts.GroupBy(contact => MergedLists.KeyOf(contact.To)).ToDictionary(group => group.Key, group => group.First());
        var invitations = await context.SurveyInvitations.AsNoTracking().Where(row => row.SurveyId == survey.Id).ToDictionaryAsync(row => row.Id, row => new Invitee(row.Reference, row.Unit, row.Stratum, ""), cancel);
        var again = new List<SurveyAddress>();
        foreach (var row in (await context.SurveyAddresses.Where(row => row.SurveyId == survey.Id).ToListAsync(cancel)).Where(row => failed.Contains(KeyOf(row, Invitation))))
        {
            if (reach.GetValueOrDefault(MergedLists.KeyOf(invitations[row.InvitationId])) is not { } contact || contact.Address == row.Address)
                continue;
            row.Reach(contact.Address, contact.Language);
            again.Add(row);
        }

        await Outbox.QueueAsync(context, [.. again.Select(row => Message(row, Invitation, survey.Code, change.At))], cancel);
        return again.Count;
    }

    private static string AboutOf(string code) => $"survey {code}";

    private static string KeyOf(SurveyAddress row, string kind) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{row.Id:N} {row.Attempt} {kind}");

    private static OutgoingMessage Message(SurveyAddress row, string kind, string code, DateTime at) => new()
    {
        Key = KeyOf(row, kind), Channel = ChannelKind.Mail, About = AboutOf(code), Account = Guid.Empty, Name = "", To = "", Subject = "", Text = "", QueuedAt = at, DueAt = at,
    };

    private Task<Result<T>> WriteAsync<T>(string code, bool hasServer, Person person, Func<ChiSoContext, LiveSurvey, Change, Task<Result<T>>> act, CancellationToken cancel) => database.WriteAsync<Result<T>>(
        async context =>
        {
            if (person.MandateTo(Act.RunSurveys, new()) is not { } mandate)
                return SurveyProblems.NotAllowed(code);
            if (!hasServer)
                return MailProblems.NoServer(code);
            await Trail.LockAsync(context, SurveyDesk.ChainOf(code), cancel);
            if (await desk.FindAsync(context, code, cancel) is not { } survey)
                return SurveyProblems.Unknown(code);
            if (survey.IsClosed || survey.Declaration.Closes < VietnamTime.Today(clock))
                return MailProblems.NotOpen(code);
            return await act(context, survey, new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""));
        }, cancel);
}

/// <param name="Invited">New invitations that were queued.</param>
/// <param name="Again">Tried again at a corrected address.</param>
/// <param name="Twice">Rows left out because the same person stands in another.</param>
/// <param name="Before">Rows left out because that person has a link.</param>
public sealed record MailedPeople(int Invited, int Again, int Twice, int Before);

/// <summary>How invitations by mail go. Whether links were used is not in it.</summary>
/// <param name="Reminded">For whom the one reminder was queued.</param>
public sealed record MailBoard(int Waiting, int Sent, int Reminded, ImmutableArray<Undelivered> Failed)
{
    public int All => Waiting + Sent + Failed.Length;
}

/// <summary>What was forgotten of how people are found.</summary>
/// <param name="Addresses">People invited of whom something was erased.</param>
/// <param name="Frames">Frames that told how their people are found.</param>
internal sealed record ForgottenContacts(int Addresses, int Frames);

/// <summary>Somebody no message reached.</summary>
/// <param name="Error">What the server said.</param>
public sealed record Undelivered(string Unit, string Reference, string Error);

/// <summary>Puts address, words and link into messages of surveys as they leave.</summary>
internal sealed class InvitationChannel(SurveyMail mail, IMessageChannel inner, string address) : IMessageChannel
{
    public ChannelKind Kind => inner.Kind;

    public async Task<Delivery> SendAsync(OutgoingMessage message, CancellationToken cancel) =>
        !SurveyMail.IsOfSurvey(message) ? await inner.SendAsync(message, cancel)
        : await mail.FillAsync(message, address, cancel) is { } filled ? await inner.SendAsync(filled, cancel)
        : Delivery.Taken; // used, or over: for the outbox it is done, so that nothing tells which
}
