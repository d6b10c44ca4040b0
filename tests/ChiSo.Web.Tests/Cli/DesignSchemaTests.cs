using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using ChiSo.Application.Surveys;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Engine.Surveys.Cleaning;
using ChiSo.Web.Tests.House;

namespace ChiSo.Web.Tests.Cli;

/// <summary>The schema of design files names exactly what the program reads, and the example of its page is a design.</summary>
public sealed class DesignSchemaTests
{
    private const string Page = "docs/reference/survey-design.md";
    private static readonly JsonElement Schema = JsonDocument.Parse(Repository.Read("docs/reference/survey-design.schema.json")).RootElement;

    public static TheoryData<string, Type> Parts => new()
    {
        { "", typeof(DesignFile) },
        { "stage", typeof(StageColumns) },
        { "nonResponse", typeof(NonResponseColumns) },
        { "calibration", typeof(CalibrationColumns) },
        { "groupTotals", typeof(GroupTotals) },
        { "numberTotal", typeof(NumberTotal) },
        { "replicates", typeof(WantedReplicates) },
        { "estimate", typeof(WantedEstimate) },
        { "limits", typeof(FigureLimits) },
        { "trimming", typeof(WeightBounds) },
        { "comparison", typeof(WantedComparison) },
        { "independence", typeof(WantedIndependence) },
        { "cleaning", typeof(CleaningColumns) },
        { "cleaningRules", typeof(CleaningRules) },
        { "straightGroup", typeof(StraightGroup) },
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public void Schema_names_what_the_program_reads(string part, Type type)
    {
        var schema = part.Length == 0 ? Schema : Schema.GetProperty("$defs").GetProperty(part);
        var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name)).Order(StringComparer.Ordinal);
        schema.GetProperty("properties").EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal).ShouldBe(members);
        schema.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse();
        foreach (var member in type.GetProperties().Where(member => member.PropertyType.IsEnum))
        {
            schema.GetProperty("properties").GetProperty(JsonNamingPolicy.CamelCase.ConvertName(member.Name)).GetProperty("enum").EnumerateArray().Select(word => word.GetString())
                .ShouldBe(Enum.GetNames(member.PropertyType).Select(JsonNamingPolicy.CamelCase.ConvertName));
        }
    }

    [Fact]
    public void The_page_shows_a_design_that_can_be_read()
    {
        var example = Repository.Read(Page).Split("```json\n")[1].Split("```")[0];
        DesignFile.Parse(System.Text.Encoding.UTF8.GetBytes(example), Page).Problems.ShouldBe(ImmutableArray<Engine.Problem>.Empty);
    }
}
