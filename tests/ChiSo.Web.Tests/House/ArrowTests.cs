using System.Reflection;
using ChiSo.Application.Results;
using ChiSo.Cli;
using ChiSo.Engine;

namespace ChiSo.Web.Tests.House;

/// <summary>The arrows of <c>docs/architecture.md</c>: which project, feature and room may know which.</summary>
public sealed class ArrowTests
{
    private static readonly Assembly Engine = typeof(Points).Assembly;
    private static readonly Assembly Application = typeof(RoundDocument).Assembly;
    private static readonly Assembly Program = typeof(ChisoProgram).Assembly;

    /// <summary>In the order of the work: a feature may use those before it, never after.</summary>
    private static readonly string[] Features =
    [
        "Audit", "People", "Settings", "CriteriaSets", "Rounds", "Services", "Programme", "Surveys", "Assessment", "Appraisal", "Results", "Publication", "Analysis", "Desk", "Backups",
    ];

    /// <summary>Under the features; they know none of them.</summary>
    private static readonly string[] Rooms = ["Database", "Files", "Jobs", "Mail", "Spreadsheets", "Documents", "Json", "Vietnamese"];

    [Fact]
    public void Engine_references_only_the_platform_and_a_numerics_library() =>
        Engine.GetReferencedAssemblies().Select(assembly => assembly.Name!) // a referenced assembly has a name
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name != "MathNet.Numerics").ShouldBeEmpty();

    [Fact]
    public void Engine_touches_no_disk_network_clock_ambient_culture_or_environment()
    {
        string[] spaces = ["System.IO", "System.Net", "System.Diagnostics.Process", "Microsoft.Win32"];
        string[] members = ["get_CurrentCulture", "get_CurrentUICulture", "get_Now", "get_UtcNow", "get_Today", "NewGuid", "get_Shared"];
        Uses.In(Engine).Where(use => use.Of.Assembly != Engine && use.Member != "get_CurrentManagedThreadId") // iterators ask for the thread
            .Where(use => spaces.Any(space => $"{use.Of.Namespace}.".StartsWith(space + ".", StringComparison.Ordinal)) || members.Contains(use.Member)
                || use.Of == typeof(Environment) || use.Of == typeof(Console))
            .Select(use => $"{use.By.Name} uses {use.Of.FullName}.{use.Member}").ShouldBeEmpty();
    }

    [Fact]
    public void Projects_know_only_those_below_them()
    {
        Ours(Engine).ShouldBeEmpty();
        Ours(Application).ShouldBe(["ChiSo.Engine"]);
        Ours(Program).ShouldBeSubsetOf(["ChiSo.Engine", "ChiSo.Application", "ChiSo.Web"]);
        Ours(Assembly.Load("ChiSo.Web")).ShouldBeSubsetOf(["ChiSo.Engine", "ChiSo.Application"]);
    }

    [Fact]
    public void Command_line_uses_the_web_for_serve_alone() =>
        Uses.In(Program).Where(use => use.Of.Assembly.GetName().Name == "ChiSo.Web" && use.By.Namespace != "ChiSo.Cli.Serving")
            .Select(use => $"{use.By.Name} uses {use.Of.Name}").ShouldBeEmpty();

    [Fact]
    public void Every_folder_of_the_application_is_a_feature_or_a_room() =>
        Application.GetTypes().Select(FolderOf).OfType<string>().Distinct().Except(Features).Except(Rooms).ShouldBeEmpty();

    [Fact]
    public void A_feature_uses_only_features_before_it() =>
        Uses.In(Application)
            .Select(use => (use, From: Array.IndexOf(Features, FolderOf(use.By)), To: Array.IndexOf(Features, FolderOf(use.Of))))
            .Where(pair => pair.From >= 0 && pair.To > pair.From)
            .Select(pair => $"{FolderOf(pair.use.By)}.{pair.use.By.Name} uses {FolderOf(pair.use.Of)}.{pair.use.Of.Name}").Distinct().ShouldBeEmpty();

    [Fact]
    public void Rooms_know_no_feature() =>
        Uses.In(Application)
            .Where(use => Rooms.Contains(FolderOf(use.By)) && Features.Contains(FolderOf(use.Of)))
            .Select(use => $"{FolderOf(use.By)}.{use.By.Name} uses {FolderOf(use.Of)}.{use.Of.Name}").Distinct().ShouldBeEmpty();

    [Fact]
    public void The_reader_of_uses_sees_fields_signatures_and_bodies()
    {
        var uses = Uses.In(typeof(ArrowTests).Assembly).Where(use => use.By == typeof(ArrowTests)).ToList();
        uses.ShouldContain(use => use.Of == typeof(Version));
        uses.ShouldContain(use => use.Of == typeof(Uri));
        uses.ShouldContain(use => use.Of == typeof(Path) && use.Member == "GetTempPath");
        uses.ShouldContain(use => use.Of == typeof(Half));
    }

    private static IEnumerable<string> Ours(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(reference => reference.Name!).Where(name => name.StartsWith("ChiSo.", StringComparison.Ordinal)); // a referenced assembly has a name

    /// <summary>"Results" for ChiSo.Application.Results and all below; <c>null</c> outside the application.</summary>
    private static string? FolderOf(Type type)
    {
        const string Prefix = "ChiSo.Application.";
        return type.Namespace is { } space && space.StartsWith(Prefix, StringComparison.Ordinal) ? space[Prefix.Length..].Split('.')[0] : null;
    }

    /// <summary>Uses one type in a field, one in a signature, one in a body, one as a generic argument inside a lambda.</summary>
    private sealed class Witness
    {
        private readonly Version version = new(1, 0);

        public Func<List<Half>> Body(Uri? place) => () => Path.GetTempPath() == place?.Host && version.Major == 1 ? [] : new List<Half>();
    }
}
