using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Desk;

/// <summary>What kind of work waits.</summary>
public enum WorkKind
{
    /// <summary>Lines of the own unit are not filled yet.</summary>
    Enter,

    /// <summary>Lines were given to this person inside the unit and are left.</summary>
    Assigned,

    /// <summary>The self-assessment opens later; evidence and provisional figures may be laid in already.</summary>
    Prepare,

    /// <summary>Every line of the own unit is filled, and the sheet is still to be sent or handed in.</summary>
    Send,

    /// <summary>A sheet waits for the unit's leader.</summary>
    LookThrough,

    /// <summary>A round waits to be opened, or an extension, a pause, its early end or other dates of a stage to be approved.</summary>
    Approve,

    /// <summary>A criteria set that one person proposed waits to be published by another.</summary>
    PublishSet,

    /// <summary>A reminder that one person wrote waits to be sent by another.</summary>
    SendReminder,

    /// <summary>Deductions for handing in late are proposed and wait to be confirmed.</summary>
    ConfirmLate,

    /// <summary>A unit's sheet is complete but for a check this person may let through.</summary>
    LetThrough,

    /// <summary>A survey waits to be opened by a second person.</summary>
    ApproveSurvey,

    /// <summary>A survey this person proposed was returned.</summary>
    MendSurvey,

    /// <summary>A survey asks the own unit for its list of people; nothing is left once it is handed in.</summary>
    HandInPeople,

    /// <summary>Results of a survey wait to be released by a second person.</summary>
    ApproveRelease,

    /// <summary>Lines were returned to the unit.</summary>
    Mend,

    /// <summary>Appraisers ask the unit.</summary>
    Answer,

    /// <summary>Units ask about criteria.</summary>
    Guide,

    /// <summary>Appraised lines lost points, and the unit says whether it agrees.</summary>
    Explain,

    /// <summary>Lines wait for the appraiser.</summary>
    Appraise,

    /// <summary>Appraisals wait for the agency's leader.</summary>
    Confirm,

    /// <summary>Units dispute figures that were filled in for them, and the appraiser decides.</summary>
    DecideDispute,

    /// <summary>Agencies have lines and lack people.</summary>
    Assign,

    /// <summary>Lines wait for the council.</summary>
    Council,

    /// <summary>The council has passed the list, and the unit may ask for lines to be looked at again.</summary>
    DraftResult,

    /// <summary>Requests for review of the own unit are decided; left are those of the last week.</summary>
    DecidedRequest,

    /// <summary>An open request of the unit's that doesn't hold the approval up.</summary>
    OverriddenRequest,

    /// <summary>An override of an open request of the unit's was revoked in the last week, so that the approval waits for it again.</summary>
    RevokedOverride,

    /// <summary>Cases of the own unit about pre-filled figures are decided; left are those of the last week.</summary>
    DecidedDispute,

    /// <summary>The decision of such a case was taken back in the last week, so that it waits again.</summary>
    ReopenedDispute,

    /// <summary>Questions of the own unit about criteria were answered in the last week.</summary>
    AnsweredQuestion,

    /// <summary>Requests for review wait to be admitted or concluded.</summary>
    Request,

    /// <summary>A request for review this person was named to look at.</summary>
    Advise,

    /// <summary>One person proposes to approve the results although a request for review is open, and another has to agree.</summary>
    ApproveOverride,

    /// <summary>Units ask that lines don't apply, and the appraiser says what it thinks.</summary>
    ProposeNotApplicable,

    /// <summary>Such requests wait for the decision.</summary>
    DecideNotApplicable,

    /// <summary>Such requests of the own unit are decided; left are those of the last week.</summary>
    AnsweredNotApplicable,

    /// <summary>More time was granted to the own unit in the last week.</summary>
    ExtendedTime,

    /// <summary>Dates of a stage were moved in the last week.</summary>
    MovedDates,

    /// <summary>A pause was approved or has begun in the last week.</summary>
    BegunPause,

    /// <summary>The early end of a pause was approved in the last week.</summary>
    EndedPause,

    /// <summary>The deduction of the own unit for handing in late was confirmed or waived in the last week.</summary>
    DecidedLate,

    /// <summary>The results were approved in the last week.</summary>
    ApprovedRound,

    /// <summary>What this person proposed to a second one was returned in the last week.</summary>
    ReturnedProposal,

    /// <summary>People are left to be visited for a survey.</summary>
    Visit,

    /// <summary>People were drawn to be asked again whether they were visited.</summary>
    Recheck,

    /// <summary>Paper forms somebody else keyed wait for a second keying.</summary>
    KeyForms,

    /// <summary>Paper forms two people keyed differently wait for a third.</summary>
    SettleForms,

    /// <summary>The Chairman's decision on the whole round; nothing is left to do while something blocks it.</summary>
    ApproveResults,
}

/// <summary>A piece of open work.</summary>
/// <param name="Round">Its code, or that of the survey where work of fieldwork or paper forms is concerned.</param>
/// <param name="Block">Its code, or that of the area.</param>
/// <param name="Unit">Empty where no unit is concerned.</param>
/// <param name="Left">How many lines or proposals are left; 0 when it only waits for others.</param>
/// <param name="Due">UTC; <c>null</c> without a deadline.</param>
public sealed record OpenWork(WorkKind Kind, string Round, Words RoundName, string Block, string Unit, Words? UnitName, string Stage, int Left, int All, DateTime? Due)
{
    /// <summary>Whether it only tells of a decision or an answer, with nothing to be done.</summary>
    public bool IsNews => Kind is WorkKind.DecidedRequest or WorkKind.OverriddenRequest or WorkKind.RevokedOverride or WorkKind.DecidedDispute or WorkKind.ReopenedDispute or WorkKind.AnsweredQuestion or WorkKind.AnsweredNotApplicable
        or WorkKind.ExtendedTime or WorkKind.MovedDates or WorkKind.BegunPause or WorkKind.EndedPause or WorkKind.DecidedLate or WorkKind.ApprovedRound or WorkKind.ReturnedProposal;

    /// <summary>What changed or was decided, by whom and why, a sentence each and newest first; empty where the kind and its counts say it.</summary>
    public ImmutableArray<Words> Told { get; init; } = [];

    /// <summary>The proposed survey; <c>null</c> for work of a round.</summary>
    public Guid? Survey { get; init; }

    /// <summary>The request for review; <c>null</c> for any other work.</summary>
    public Guid? Request { get; init; }

    /// <summary>The check to be let through; <c>null</c> for any other work.</summary>
    public SheetCheck? Check { get; init; }
}

/// <summary>Everybody's open work, what is due first on top.</summary>
public sealed class PersonDesk(Installation installation, TimeProvider clock)
{
    public async Task<ImmutableArray<OpenWork>> OfAsync(Person person, CancellationToken cancel)
    {
        var work = new List<OpenWork>();
        foreach (var round in await installation.Live.ListAsync(cancel))
        {
            if (round.IsWorkable)
            {
                await AddSheetsAsync(work, round, person, cancel);
                await AddReviewsAsync(work, round, person, cancel);
                await AddCouncilAsync(work, round, person, cancel);
                await AddRequestsAsync(work, round, person, cancel);
                await RequestWork.AddAsync(work, installation, round, person, cancel);
                await AddNotApplicableAsync(work, round, person, cancel);
                await AddMissingAsync(work, round, person, cancel);
                await StuckSheetWork.AddAsync(work, installation, round, person, clock.GetUtcNow().UtcDateTime, cancel);
                await AddResultsAsync(work, round, person, cancel);
                await AddNewsAsync(work, round, person, cancel);
            }

            await AddQuestionsAsync(work, round, person, cancel);
            AddApprovals(work, round, person);
            await SecondPersonWork.AddAsync(work, installation, round, person, clock.GetUtcNow().UtcDateTime - UnitNews.New, cancel);
        }

        foreach (var round in await installation.Live.ListFrozenAsync(clock.GetUtcNow().UtcDateTime - UnitNews.New, cancel))
            await AddNewsAsync(work, round, person, cancel);
        work.AddRange(await new SurveyWork(installation).OfAsync(person, cancel));
        return [.. work.OrderBy(one => one.Left == 0).ThenBy(one => one.Kind != WorkKind.Mend).ThenBy(one => one.Due ?? DateTime.MaxValue)];
    }

    private async Task AddNewsAsync(List<OpenWork> work, LiveRound round, Person person, CancellationToken cancel)
    {
        var units = OwnUnits(round, person).Select(one => (one.Block, one.Block.Unit(one.Unit)!)).ToList(); // the unit is one of the block's
        if (units.Count == 0)
            return;
        var now = clock.GetUtcNow().UtcDateTime;
        await FigureNews.AddAsync(work, installation, round, units, now, cancel);
        await using var context = installation.Database.Open();
        await UnitNews.AddAsync(work, context, round, units, person, now, cancel);
        await ChangeNews.AddAsync(work, context, round, units, now, cancel);
    }

    private async Task AddSheetsAsync(List<OpenWork> work, LiveRound round, Person person, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var (block, unit) in OwnUnits(round, person))
        {
            if (await installation.Sheets.ReadAsync(round.Code, block.Code, unit, Stages.Self, cancel) is { } asked)
                await AddOfUnitAsync(work, asked, block, person, cancel);
            foreach (var stage in round.Stages.Where(stage => (round.Clock.TurnOf(stage, unit, now) == Turn.Open || round.Clock.TakesLate(block.Id, stage, unit, now)) && person.May(Act.EnterScores, new(unit, Stage: Stages.KindOf(stage)))))
            {
                if (await installation.Sheets.ReadAsync(round.Code, block.Code, unit, stage, cancel) is { } sheet && (Stages.KindOf(stage) == StageKind.Self || sheet.Own().Any()))
                    work.Add(Of(sheet, person));
            }
        }
    }

    private async Task AddOfUnitAsync(List<OpenWork> work, Sheet sheet, LiveBlock block, Person person, CancellationToken cancel)
    {
        AddAsked(work, sheet);
        if (sheet.TakesDraftsEarly && sheet.TurnAt(clock.GetUtcNow().UtcDateTime) == Turn.NotYet)
            work.Add(new(WorkKind.Prepare, sheet.Round.Code, sheet.Round.Name, block.Code, sheet.Unit.Code, sheet.Unit.Name, sheet.Stage, 0, 0, sheet.Round.Clock.ClosesFor(sheet.Stage, sheet.Unit.Code)));
        var duties = await installation.Internal.DutiesAsync(block, sheet.Unit.Code, cancel);
        var given = sheet.Own().Where(node => duties.Of(node.Code).Account == person.Id).ToList();
        var open = sheet.TurnAt(clock.GetUtcNow().UtcDateTime) is Turn.Open or Turn.NotYet;
        var left = given.Where(node => sheet.Returned.ContainsKey(node.Code) || (open && sheet.IsLeft(node))).ToList();
        if (left.Count > 0)
            work.Add(new(WorkKind.Assigned, sheet.Round.Code, sheet.Round.Name, block.Code, sheet.Unit.Code, sheet.Unit.Name, sheet.Stage, left.Count, given.Count,
                left.Select(node => duties.Of(node.Code).Due).Min() is { } due ? VietnamTime.Utc(due.AddDays(1)) : null));
    }

    private static void AddAsked(List<OpenWork> work, Sheet sheet)
    {
        foreach (var same in sheet.Asked.GroupBy(ask => (ask.Stage, Kind: ask.Kind == AskKind.Return ? WorkKind.Mend : WorkKind.Answer)))
        {
            work.Add(new(same.Key.Kind, sheet.Round.Code, sheet.Round.Name, sheet.Block.Code, sheet.Unit.Code, sheet.Unit.Name, same.Key.Stage,
                same.Count(), 0, sheet.Round.Clock.ClosesFor(same.Key.Stage, sheet.Unit.Code)));
        }
    }

    private async Task AddReviewsAsync(List<OpenWork> work, LiveRound round, Person person, CancellationToken cancel)
    {
        if (!person.Mandates.Any(mandate => mandate.Role is Role.Appraiser or Role.LeadAgencyLeader))
            return;
        var now = clock.GetUtcNow().UtcDateTime;
        var open = from stage in round.Stages
                   where Stages.KindOf(stage) is StageKind.FirstLevel or StageKind.Review && round.Clock.TurnOf(stage, "", now) == Turn.Open
                   from block in round.Blocks
                   select (stage, block);
        foreach (var (stage, block) in open)
        {
            if (await installation.Reviews.ReadAsync(new(round.Code, block.Code, stage), cancel) is not { } review)
                continue;
            foreach (var (kind, act, state) in new[] { (WorkKind.Appraise, Act.Appraise, ReviewState.Open), (WorkKind.Confirm, Act.ConfirmAppraisal, ReviewState.Appraised) })
            {
                var mine = review.Lines.Where(line => person.May(act, act == Act.Appraise ? line.AimFor(person, act) : line.Aim)).ToList();
                if (mine.Count > 0)
                    work.Add(new(kind, round.Code, round.Name, block.Code, "", block.Name, stage, mine.Count(line => line.State == state && !line.IsMarkedBy(person.Id)), mine.Count, round.Clock.ClosesFor(stage, "")));
            }

            if (review.Lines.Where(line => person.May(Act.Appraise, line.Aim) && ReviewStates.Allows(line.State, ReviewStep.Appraise)).Sum(line => line.CasesFor(person.Id).Count(figure => figure.IsDisputed)) is > 0 and var cases)
                work.Add(new(WorkKind.DecideDispute, round.Code, round.Name, block.Code, "", block.Name, stage, cases, 0, round.Clock.ClosesFor(stage, "")));
        }
    }

    private async Task AddCouncilAsync(List<OpenWork> work, LiveRound round, Person person, CancellationToken cancel)
    {
        var aim = new Aim(Stage: StageKind.Council);
        if (!(person.May(Act.RecordCouncil, aim) || person.May(Act.ReopenLine, aim)) || round.Clock.TurnOf(Stages.Council, "", clock.GetUtcNow().UtcDateTime) != Turn.Open)
            return;
        foreach (var block in round.Blocks)
        {
            if (await installation.Councils.ReadAsync(round.Code, block.Code, cancel) is { Pass: null } sheet)
                work.Add(new(WorkKind.Council, round.Code, round.Name, block.Code, "", block.Name, Stages.Council, sheet.Lines.Count(line => line.State == CouncilState.Open), sheet.Before.Count(), round.Clock.ClosesFor(Stages.Council, "")));
        }
    }

    private async Task AddRequestsAsync(List<OpenWork> work, LiveRound round, Person person, CancellationToken cancel)
    {
        if (!person.May(Act.JudgeRequest, new()))
            return;
        foreach (var block in round.Blocks)
        {
            if (await installation.Requests.ReadAsync(round.Code, block.Code, cancel) is { Requests.IsEmpty: false } desk)
                work.Add(new(WorkKind.Request, round.Code, round.Name, block.Code, "", block.Name, Stages.Council, desk.Requests.Count(request => request.IsOpen), desk.Requests.Length, null));
        }
    }

    private async Task AddNotApplicableAsync(List<OpenWork> work, LiveRound round, Person person, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var desk in await installation.NotApplicable.ListAsync(round, cancel))
        {
            var toPropose = desk.ToPropose(person, now).ToList();
            if (toPropose.Count > 0)
                Add(WorkKind.ProposeNotApplicable, toPropose.Count, toPropose.Min(request => desk.OpenReview(request.Unit, now) is { } stage ? round.Clock.ClosesFor(stage, request.Unit) : null));
            if (desk.ToDecide(person).Count() is > 0 and var toDecide)
                Add(WorkKind.DecideNotApplicable, toDecide, null);

            void Add(WorkKind kind, int left, DateTime? due) => work.Add(new(kind, round.Code, round.Name, desk.Block.Code, "", desk.Block.Name, "", left, 0, due));
        }
    }

    private async Task AddQuestionsAsync(List<OpenWork> work, LiveRound round, Person person, CancellationToken cancel)
    {
        if (!person.Mandates.Any(mandate => mandate.Role is Role.Appraiser or Role.LeadAgencyLeader or Role.StandingOffice) || await installation.GuidanceDesk.ReadAsync(round.Code, cancel) is not { } board)
            return;
        if (board.Questions.Count(question => question.AnsweredAt is null && board.MayGuide(person, question.Criterion)) is > 0 and var left)
            work.Add(new(WorkKind.Guide, round.Code, round.Name, "", "", null, "", left, 0, null));
    }

    private async Task AddMissingAsync(List<OpenWork> work, LiveRound round, Person person, CancellationToken cancel)
    {
        if (person.May(Act.RunRound, new()) && await installation.Appraisers.ReadAsync(round.Code, cancel) is { } board && board.Missing().Concat(await installation.DoubleMarkings.OnceAsync(board, cancel)).Select(problem => problem.Where).Distinct().Count() is > 0 and var agencies)
            work.Add(new(WorkKind.Assign, round.Code, round.Name, "", "", null, "", agencies, 0, null));
    }

    private async Task AddResultsAsync(List<OpenWork> work, LiveRound round, Person person, CancellationToken cancel)
    {
        if (person.May(Act.ApproveResults, new()) && await installation.Drafts.ReadAsync(round.Code, cancel) is { } draft)
            work.Add(new(WorkKind.ApproveResults, round.Code, round.Name, "", "", null, "", draft.Blocking.IsEmpty ? 1 : 0, draft.Blocking.Length, null));
    }

    private static OpenWork Of(Sheet sheet, Person person)
    {
        var own = sheet.Own().ToList();
        var left = own.Count - sheet.Filled(own);
        var (kind, toDo) = sheet.State switch
        {
            SheetState.WithLeader when person.May(Act.HandIn, new(sheet.Unit.Code, Stage: Stages.KindOf(sheet.Stage))) => (WorkKind.LookThrough, 1),
            SheetState.Draft when left == 0 => (WorkKind.Send, 1),
            SheetState.Draft => (Filling(sheet), left),
            _ => (Filling(sheet), 0), // somebody else has the turn
        };
        return new(kind, sheet.Round.Code, sheet.Round.Name, sheet.Block.Code, sheet.Unit.Code, sheet.Unit.Name, sheet.Stage, toDo, own.Count, sheet.Round.Clock.ClosesFor(sheet.Stage, sheet.Unit.Code));
    }

    private static WorkKind Filling(Sheet sheet) => sheet.IsExplanation ? WorkKind.Explain : WorkKind.Enter;

    private void AddApprovals(List<OpenWork> work, LiveRound round, Person person)
    {
        if (!person.May(Act.RunRound, new()))
            return;
        var opening = round.OpenedAt is null && round.OpeningProposedBy is { } proposer && proposer != person.Id ? 1 : 0;
        var extensions = round.Clock.Extensions.Count(extension => extension.ApprovedAt is null && extension.ProposedBy != person.Id);
        var pauses = round.Clock.Pauses.Count(pause => (pause.ApprovedAt is null && pause.ProposedBy != person.Id) || (pause is { EndApprovedAt: null, EndProposedBy: { } early } && early != person.Id && clock.GetUtcNow().UtcDateTime < pause.Until));
        var dates = round.Clock.DateChanges.Count(change => change.ApprovedAt is null && change.ProposedBy != person.Id && round.Clock.StillApplies(change));
        if (opening + extensions + pauses + dates > 0)
            work.Add(new(WorkKind.Approve, round.Code, round.Name, "", "", null, "", opening + extensions + pauses + dates, 0, null));
    }

    private static IEnumerable<(LiveBlock Block, string Unit)> OwnUnits(LiveRound round, Person person) =>
        from code in person.Mandates.Where(mandate => mandate.Role is Role.UnitOfficer or Role.UnitLeader).SelectMany(mandate => person.Inherits.Where(one => one.Work && one.By == mandate.Unit).Select(one => one.Unit).Prepend(mandate.Unit)).Distinct()
        from block in round.Blocks
        where block.Unit(code) is not null
        select (block, code);
}
