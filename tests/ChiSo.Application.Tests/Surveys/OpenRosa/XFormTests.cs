using System.Text;
using System.Xml.Linq;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.OpenRosa;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Application.Tests.Surveys.Questionnaires;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.OpenRosa;

/// <summary>Questionnaires as XForms, and what comes back.</summary>
public sealed class XFormTests
{
    private const string Rows = """
        type|name|label|relevant|constraint|required|choice_filter|repeat_count|calculation|default
        integer|people|How many?|||yes||||2
        begin_group|home|Home|${people} > 1||||||
        select_one kind|kind|Which?|||${people} = 2|||||
        select_one place|place|Where?||||kind = ${kind} and name != 'b'|||
        end_group|||||||||
        begin_repeat|person|Person|||||${people}||
        text|nick|Name?||string-length(.) < 9 and . != "it's"|||||
        end_repeat|||||||||
        calculate|all|||||||count-non-empty(${nick}) * 2|
        """;

    private const string Choices = "list_name|name|label|kind\nkind|1|One|\nkind|2|Two|\nplace|a|A|1\nplace|b|B|2";

    private static LiveSurvey Survey { get; } = new(Guid.Empty, OpenSurvey.Declaration, Forms.Good(Rows, Choices), new('a', 64), IsClosed: false);

    [Theory]
    [InlineData("/data/home", "relevant", "( /data/people  > 1)")]
    [InlineData("/data/home/kind", "required", "( /data/people  = 2)")]
    [InlineData("/data/person/nick", "constraint", "((string-length(.) < 9) and (. != \"it's\"))")]
    [InlineData("/data/all", "calculate", "(count-non-empty( /data/person/nick ) * 2)")]
    [InlineData("/data/person-count", "calculate", " /data/people ")]
    [InlineData("/data/people", "type", "int")]
    [InlineData("/data/people", "required", "true()")]
    public void Rules_are_written_by_paths(string path, string rule, string written)
    {
        var bind = XFormWriter.Write(Survey, asksUnit: false).Descendants().Where(element => element.Name.LocalName == "bind").Single(element => (string?)element.Attribute("nodeset") == path);
        ((string?)bind.Attribute(rule)).ShouldBe(written);
    }

    [Fact]
    public void Choices_defaults_and_turns_stand_where_programs_look_for_them()
    {
        var xform = XFormWriter.Write(Survey, asksUnit: true);
        var names = xform.Descendants().ToLookup(element => element.Name.LocalName);
        names["itemset"].Select(element => (string?)element.Attribute("nodeset")).ShouldBe(["instance('kind')/root/item", "instance('place')/root/item[((kind =  /data/home/kind ) and (name != 'b'))]"]);
        names["people"].Single().Value.ShouldBe("2");
        names["repeat"].Single().Attributes().Select(attribute => attribute.Value).ShouldBe(["/data/person", "/data/person-count", "true()"]);
        names["select1"].First().Descendants().Where(element => element.Name.LocalName == "value").Select(element => element.Value).ShouldBe(["noivu", "tuphap"]);
        XDocument.Parse(xform.ToString()).Descendants().Count().ShouldBe(xform.Descendants().Count());
    }

    [Fact]
    public void Answers_are_read_with_the_turns_of_repeats()
    {
        var read = Read("<data id=\"thu-2026\"><people>2</people><home><kind>2</kind></home><person><nick>An</nick></person><person><nick>Ế</nick></person><strange>1</strange><orx:meta xmlns:orx=\"http://openrosa.org/xforms\"><orx:instanceID>uuid:7</orx:instanceID></orx:meta></data>");
        read.TryGet(out var answers).ShouldBeTrue();
        answers!.Instance.ShouldBe("uuid:7"); // read just above
        answers.Typed.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal).ShouldBe(["kind=2", "nick~1=An", "nick~2=Ế", "people=2", "person=2"]);
    }

    [Theory]
    [InlineData("<!DOCTYPE data [<!ENTITY e \"x\">]><data id=\"thu-2026\"><meta><instanceID>1</instanceID></meta></data>")]
    [InlineData("<data id=\"thu-2027\"><meta><instanceID>1</instanceID></meta></data>")]
    [InlineData("<data id=\"thu-2026\"/>")]
    [InlineData("")]
    public void What_is_no_answer_is_told(string xml) => Read(xml).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.xform-unreadable");

    private static Engine.Result<XFormAnswers> Read(string xml)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        return XFormAnswers.Read(Survey, stream);
    }
}
