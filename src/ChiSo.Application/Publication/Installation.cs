using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Assessment.SheetFiles;
using ChiSo.Application.Assessment.SignedSheets;
using ChiSo.Application.Audit;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.Jobs;
using ChiSo.Application.Mail;
using ChiSo.Application.People;
using ChiSo.Application.People.SingleSignOn;
using ChiSo.Application.Publication.SurveyReleases;
using ChiSo.Application.Results;
using ChiSo.Application.Results.Editing;
using ChiSo.Application.Rounds;
using ChiSo.Application.Rounds.Sets;
using ChiSo.Application.Settings;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Devices;
using ChiSo.Application.Surveys.Editing;
using ChiSo.Application.Surveys.Fieldwork;
using ChiSo.Application.Surveys.Imported;
using ChiSo.Application.Surveys.Kiosks;
using ChiSo.Application.Surveys.Mailing;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Opening;
using ChiSo.Application.Surveys.Outcomes;
using ChiSo.Application.Surveys.Paper;
using ChiSo.Application.Surveys.Sampling;
using ChiSo.Application.Surveys.Sampling.Handed;

namespace ChiSo.Application.Publication;

/// <summary>One installation: its database, the file of its checkpoints, and the use cases on them. The web and the command line open the same.</summary>
public sealed partial class Installation : IDisposable
{
    /// <param name="connection">A PostgreSQL connection string; <c>null</c> for the embedded database in <paramref name="folder"/>.</param>
    /// <param name="folder">Holds the embedded database, and always the checkpoints and their key.</param>
    /// <param name="scanner">Judges files that come in; <c>null</c> for nobody.</param>
    public Installation(string? connection, string folder, TimeProvider clock, ScannerPlace? scanner = null)
    {
        Database = new(connection ?? Path.Combine(folder, "chiso.db"));
        Checkpoints = new(Database, folder, clock);
        Rounds = new(Database);
        Amendments = new(Database);
        FrozenChecks = new(Database);
        Freezing = new(Database, Checkpoints, FrozenChecks);
        Public = new(Database);
        Accounts = new(Database, clock);
        Access = new(Database);
        FeedKeys = new(Database, Accounts, clock);
        Colleagues = new(Database, clock);
        SignOn = new(Database);
        BreakGlass = new(Database);
        Units = new(Database);
        Reorganisations = new(Database, Units);
        Reads = new(Database);
        TrailLinks = new(Database);
        Settings = new(Database);
        Live = new(Database);
        Sets = new(Database);
        SetPublishing = new(Database, Live);
        Calendar = new(Live);
        Days = new(Live);
        PauseEnds = new(Live);
        DateChanges = new(Live);
        RoundProposals = new(Database, Live);
        Sheets = new(Database, Live, Sets, clock);
        CheckOverrides = new(Database, Sheets);
        Internal = new(Database, Sheets, Sets, clock);
        Verdicts = new(Database, scanner is null ? null : new(scanner), clock);
        Files = new(Path.Combine(folder, "files")) { Arrived = Verdicts.ExpectAsync };
        Preparation = new(Database, Files);
        SetEditing = new(Database);
        FirstLevelDeclaring = new(Database);
        Evidence = new(Database, Sheets, Files, clock);
        Photographs = new(Evidence, Sheets, clock);
        LastYears = new(Database, Live, Sheets, clock);
        Outbox = new(Database, clock);
        JobFiles = new(Path.Combine(folder, "job-results"));
        Jobs = new(Database, JobFiles, clock);
        SignedSheets = new(Database, Sheets, Evidence, Files, clock);
        Asks = new(Database, Live, Sets, clock);
        Appraisers = new(Database, Live, Sets, clock);
        Guidance = new(Database);
        GuidanceDesk = new(Database, Appraisers, clock);
        Reviews = new(Database, Live, Appraisers, clock);
        EvidenceArchives = new(Reads, Files, clock);
        EvidenceArchiveJobs = new(EvidenceArchives, Reviews, Accounts, Jobs, clock);
        RoundExports = new(Rounds, Accounts, Jobs, clock);
        RoundImports = new(Preparation, Accounts, Jobs, clock);
        FrozenRecompute = new(FrozenChecks, Jobs);
        Doctor = new(this);
        ReviewWork = new(Database, Reviews, clock);
        SheetLoading = new(Database, Sheets, Files, clock);
        FigureLoading = new(Database, Reviews, ReviewWork, Files, clock);
        FigureImports = new(FigureLoading, Accounts, Jobs);
        PrefilledFigures = new(Database, Sheets);
        Prefilling = new(Database, Appraisers, Sheets, Reviews, ReviewWork, clock);
        PrefilledLoading = new(Database, Prefilling, Files, clock);
        PrefilledImports = new(PrefilledLoading, Accounts, Jobs);
        DoubleMarkings = new(Database, Live, Reviews);
        SiteChecks = new(Database, Reviews, Appraisers, Files, clock);
        Precedents = new(Database, Reviews, Live, clock);
        Councils = new(Database, Live, Sets, Appraisers, clock);
        CouncilPapers = new(Database, Councils, Files, clock);
        CouncilWork = new(Database, Councils, Live, clock);
        Drafts = new(Database, Live, Sets, clock);
        Approvals = new(Database, Freezing, Files, clock);
        Late = new(Database, Live, Sets);
        NotApplicable = new(Database, Appraisers, clock);
        Requests = new(Database, Councils, Appraisers, clock);
        RequestPanels = new(Database, Requests, clock);
        RequestFiles = new(Database, Requests, Files, clock);
        RequestOverrides = new(Database, Requests, Sets, clock);
        RequestSeats = new(Database, Requests, clock);
        RequestEffects = new(Database);
        Answers = new(Database, folder);
        Surveys = new(Database, Live, Answers);
        ImportedTables = new(Database, clock);
        SurveyViews = new(Surveys);
        SurveySampling = new(Database, Surveys, clock);
        UnitLists = new(Database, Surveys, clock);
        SurveyMail = new(Database, Surveys, clock);
        Questionnaires = new(Database, Surveys);
        FormEditing = new(Database, Questionnaires);
        Kiosks = new(Database, Surveys, clock);
        Devices = new(Database, Surveys, clock);
        Outcomes = new(Database, Surveys);
        SurveyManagement = new(Surveys, Outcomes, clock);
        SurveyProposals = new(Database, Live, Surveys, clock);
        Counting = new(Database, Answers, clock);
        Reviewing = new(Database, Answers, Surveys, Counting, clock);
        PublicSurveys = new(Database);
        SurveyReading = new(Live, Surveys, Answers, Counting, PublicSurveys.FiguresAsync, clock);
        SurveyReleasing = new(Database, Surveys, SurveyReading, Outcomes, Checkpoints, clock);
        SurveyArchives = new(Surveys, SurveyReading, Counting, Outcomes, Accounts, Jobs, clock);
        Intake = new(Database, Answers, clock);
        AnswerImports = new(Database, Answers, Surveys, clock);
        Paper = new(Answers, clock);
        PaperDesk = new(Database, Answers, Surveys, clock);
        Retention = new(Database, Answers, Surveys, Jobs, clock);
        FieldAreas = new(Database, Surveys, clock);
        InterviewVisits = new(Database, Answers, clock);
        FieldReading = new(Database, Surveys, SurveyReading, InterviewVisits, clock);
        FieldCoordination = new(Database, FieldAreas, FieldReading, clock);
        FieldContacts = new(Database);
        Interviewing = new(Database, FieldAreas, FieldReading, clock);
        Rechecking = new(Database, FieldAreas, FieldReading, clock);
        FieldQuotas = new(Answers);
        Feeds = new(Database);
        Feeding = new(Feeds, Surveys, ImportedTables, Counting, clock);
    }

    public ChiSoDatabase Database { get; }

    public Checkpoints Checkpoints { get; }

    public RoundStore Rounds { get; }

    public RoundPreparation Preparation { get; }

    public SetEditing SetEditing { get; }

    public FirstLevelDeclaring FirstLevelDeclaring { get; }

    public Amendments Amendments { get; }

    public Freezing Freezing { get; }

    public FrozenChecks FrozenChecks { get; }

    public PublicResults Public { get; }

    public AccountRegistry Accounts { get; }

    public AccountAccess Access { get; }

    public FeedKeyDesk FeedKeys { get; }

    public Colleagues Colleagues { get; }

    public SignOnPeople SignOn { get; }

    public BreakGlass BreakGlass { get; }

    public UnitRegister Units { get; }

    public Reorganisations Reorganisations { get; }

    public ReadLog Reads { get; }

    public TrailSearch TrailLinks { get; }

    public SettingsDesk Settings { get; }

    public LiveRounds Live { get; }

    public PublishedSets Sets { get; }

    public SetPublishing SetPublishing { get; }

    public RoundCalendar Calendar { get; }

    public RoundDays Days { get; }

    public PauseEnds PauseEnds { get; }

    public DateChanges DateChanges { get; }

    public RoundProposals RoundProposals { get; }

    public Sheets Sheets { get; }

    public CheckOverrides CheckOverrides { get; }

    public InternalDesk Internal { get; }

    public FileVerdicts Verdicts { get; }

    public FileVault Files { get; }

    public EvidenceDesk Evidence { get; }

    public Photographs Photographs { get; }

    public LastYears LastYears { get; }

    public Outbox Outbox { get; }

    /// <summary>What jobs made: kept for some days, in no backup.</summary>
    public FileVault JobFiles { get; }

    public JobQueue Jobs { get; }

    /// <summary>All work that may stand on the queue.</summary>
    public ImmutableArray<JobKind> JobKinds => [RoundExports.Kind, RoundImports.Kind, FigureImports.Kind, PrefilledImports.Kind, EvidenceArchiveJobs.Kind, FrozenRecompute.Kind, SurveyArchives.Kind, Doctor.Kind];

    public EvidenceArchiveJobs EvidenceArchiveJobs { get; }

    public RoundExports RoundExports { get; }

    public RoundImports RoundImports { get; }

    public FrozenRecompute FrozenRecompute { get; }

    public Doctor Doctor { get; }

    public SignedSheetDesk SignedSheets { get; }

    public Appraisers Appraisers { get; }

    public UnitAsks Asks { get; }

    public GuidanceBook Guidance { get; }

    public GuidanceDesk GuidanceDesk { get; }

    public Reviews Reviews { get; }

    public EvidenceArchives EvidenceArchives { get; }

    public ReviewWork ReviewWork { get; }

    public SheetLoading SheetLoading { get; }

    public FigureLoading FigureLoading { get; }

    public FigureImports FigureImports { get; }

    public PrefilledFigures PrefilledFigures { get; }

    public Prefilling Prefilling { get; }

    public PrefilledLoading PrefilledLoading { get; }

    public PrefilledImports PrefilledImports { get; }

    public SiteChecks SiteChecks { get; }

    public DoubleMarkingDesk DoubleMarkings { get; }

    public Precedents Precedents { get; }

    public Councils Councils { get; }

    public CouncilPapers CouncilPapers { get; }

    public CouncilWork CouncilWork { get; }

    public NotApplicableRequests NotApplicable { get; }

    public LateHandIns Late { get; }

    public ReviewRequests Requests { get; }

    public RequestPanels RequestPanels { get; }

    public RequestFiles RequestFiles { get; }

    public RequestOverrides RequestOverrides { get; }

    public RequestSeats RequestSeats { get; }

    public RequestEffects RequestEffects { get; }

    public RoundDrafts Drafts { get; }

    public Approvals Approvals { get; }

    public SurveyDesk Surveys { get; }

    public ImportedTables ImportedTables { get; }

    public AnswerImports AnswerImports { get; }

    public SurveyViews SurveyViews { get; }

    public SurveyManagement SurveyManagement { get; }

    public SurveyProposals SurveyProposals { get; }

    public SurveySampling SurveySampling { get; }

    public UnitLists UnitLists { get; }

    public SurveyMail SurveyMail { get; }

    public FormEditing FormEditing { get; }

    public QuestionnaireLibrary Questionnaires { get; }

    public SurveyReading SurveyReading { get; }

    public SurveyReleasing SurveyReleasing { get; }

    /// <summary>All the public reads of surveys.</summary>
    public PublicSurveys PublicSurveys { get; }

    public AnswerStore Answers { get; }

    public KioskDesk Kiosks { get; }

    public DeviceDesk Devices { get; }

    public FieldOutcomes Outcomes { get; }

    public AnswerCounting Counting { get; }

    public AnswerReviewing Reviewing { get; }

    public AnswerIntake Intake { get; }

    public PaperIntake Paper { get; }

    public PaperDesk PaperDesk { get; }

    public SurveyRetention Retention { get; }

    public FieldAreas FieldAreas { get; }

    public FieldReading FieldReading { get; }

    public FieldCoordination FieldCoordination { get; }

    public FieldContacts FieldContacts { get; }

    public Interviewing Interviewing { get; }

    public InterviewVisits InterviewVisits { get; }

    public Rechecking Rechecking { get; }

    public FieldQuotas FieldQuotas { get; }

    public SurveyFeeds Feeds { get; }

    public SurveyFeeding Feeding { get; }

    /// <summary>Checks the trail against itself, against where the database says it stands, and against the newest checkpoint of this installation's key.</summary>
    public async Task<TrailReport> VerifyTrailAsync(CancellationToken cancel)
    {
        var trail = await TrailExport.ReadAsync(Database, cancel);
        var reading = Checkpoints.Read(trail.NamedKeys());
        return new(reading.Status, TrailVerification.Verify(trail.Lines, reading.Newest, trail.Heads));
    }

    public void Dispose()
    {
        Verdicts.Dispose();
        Jobs.Dispose();
        Answers.Dispose();
        Database.Dispose();
    }
}
