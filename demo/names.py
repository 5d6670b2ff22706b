"""Names of invented people and places. Any likeness is chance."""


def words(text: str) -> list[str]:
    """The words of a text."""
    return text.split()


FIRST = words(
    "Aaliyah Aaron Abigail Adam Aisha Alan Alice Amelia Amir Andrew Angela Anita Anna Arjun Ayesha "
    "Barbara Ben Beth Bilal Bronwen Callum Carol Catherine Charlotte Chloe Chris Ciara Connor Craig "
    "Daniel David Deborah Dev Donna Dylan Eleanor Ella Emily Emma Ethan Faith Farah Fiona Freya "
    "Gareth Gemma George Grace Graham Gwen Hannah Harjit Harry Hassan Hayley Helen Ian Imogen Imran "
    "Isla Jack Jamal James Jane Jasmine Jason Jaspreet Joanna Joe Joshua Judith Julie Kamal Karen "
    "Kate Keith Kelly Kevin Khadija Kirsty Laura Leah Leanne Lee Lewis Liam Linda Louise Lucy Luke "
    "Maria Mark Martin Maryam Matthew Megan Michael Mohammed Nadia Naomi Natalie Neil Nicola Nikhil "
    "Nina Noah Oliver Olivia Omar Owen Pamela Patrick Paul Peter Philip Pooja Priya Rachel Ravi "
    "Rebecca Rhys Richard Robert Rosa Rosie Ruth Ryan Sadia Sally Sam Sanjay Sara Scott Sean Shanice "
    "Sian Simon Sophie Stephen Steven Susan Tamara Tariq Thomas Tom Tracy Uzma Vikram Wendy William "
    "Yasmin Yusuf Zainab Zara Zoe"
)

LAST = words(
    "Adams Adeyemi Ahmed Akhtar Ali Allen Anderson Atkinson Bailey Baker Banerjee Barker Barnes Begum "
    "Bell Bennett Bevan Bhatt Booth Bradley Brooks Brown Butler Campbell Carter Chapman Chaudhry Clark "
    "Clarke Cole Collins Cooper Cox Davies Davis Dawson Dean Dhillon Dixon Edwards Ellis Evans Farrell "
    "Fisher Fletcher Foster Fox Gallagher Gibson Gill Gordon Graham Grant Gray Green Griffiths Gupta "
    "Hall Hamilton Harris Harrison Hart Harvey Hassan Henderson Hill Holmes Hopkins Howell Hughes Hunt "
    "Hussain Hussein Iqbal Ismail Jackson James Jenkins John Johnson Jones Joshi Kaur Kelly Kennedy Khan "
    "King Knight Kumar Lane Lawrence Lee Lewis Lloyd Lowe Mahmood Malik Marsh Marshall Martin Mason "
    "Matthews May McCarthy McDonald Mensah Miller Mills Mistry Mitchell Moore Morgan Morris Murphy "
    "Murray Nair Nelson Nguyen Oakley Obi Okafor Osei Osman Owen Palmer Parker Parry Patel Perry Phillips "
    "Pope Powell Price Pritchard Qureshi Rahman Rao Reed Rees Reynolds Richards Roberts Robinson Rogers "
    "Rose Ross Russell Ryan Saunders Scott Shah Sharma Shaw Simpson Singh Smith Spencer Stevens Stewart "
    "Stone Sutton Taylor Thomas Thompson Turner Uddin Walker Walsh Ward Watson Webb West White Wilkinson "
    "Williams Wilson Wood Wright Yates Young Zaman"
)

PLACES = words(
    "Ashcombe Barrowby Brackenhill Castlegate Copperfield Darrowdale Eastmere Fenwick Gorsley "
    "Harbour Hallowell Inglemoor Kestrel Kingsbrook Lowfield Marlpit Millrace Netherby Oakhanger "
    "Orchard Pennycross Quarry Ravenswood Riverside Saltmarsh Silverdale Stonebridge Sunnyhurst "
    "Thornley Underwood Viaduct Wainfleet Westering Whitmoor Windlass Yarrow"
)

AREAS = words("North East South West Central Coast Vale Borders")
